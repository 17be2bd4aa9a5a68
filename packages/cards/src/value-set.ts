import { isJsonObject, type Json } from '@keyway/sdk'

/** Text that is the same for deeply equal values only, so that a Set finds in one step what a search would compare. */
export function toIdentity(value: Json): string {
  return JSON.stringify(sortKeys(value))
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [key, sortKeys(item)])
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The items in first-seen order, each identity once. */
export function uniqueBy(list: readonly Json[], read: (item: Json) => Json): Json[] {
  const seen = new Set<string>()
  return list.filter((item) => {
    const identity = toIdentity(read(item))
    if (seen.has(identity)) return false
    seen.add(identity)
    return true
  })
}
