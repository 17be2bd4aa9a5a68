import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'

export interface FieldChange {
  /** Names joined by dots. */
  path: string
  from: Json
  to: Json
}

const mostFields = 100

/** What differs between two bodies. Lists are compared as a whole; what is volatile does not count. */
export function diff(before: JsonObject, after: JsonObject, volatile: readonly string[] = []): FieldChange[] {
  const found: FieldChange[] = []
  for (const change of compare(before, after, '')) {
    if (volatile.some((path) => change.path === path || change.path.startsWith(`${path}.`))) continue
    found.push(change)
    if (found.length === mostFields) break
  }
  return found
}

function* compare(before: JsonObject, after: JsonObject, prefix: string): Generator<FieldChange> {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [from = null, to = null] = [before[name], after[name]]
    const path = `${prefix}${name}`
    if (isJsonObject(from) && isJsonObject(to)) yield* compare(from, to, `${path}.`)
    else if (JSON.stringify(from) !== JSON.stringify(to)) yield { path, from, to }
  }
}
