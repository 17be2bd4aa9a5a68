import type { Json } from '@keyway/sdk'

const mostCharacters = 20_000
const mostItems = 1_000

/**
 * A value short enough to look at: long texts and lists are cut, and say so at their end. What is short enough is
 * returned itself. The journal keeps everything.
 */
export function head(value: Json): Json {
  if (typeof value === 'string') return headOfText(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return headOfList(value)
  let copy: Record<string, Json> | undefined
  for (const [key, item] of Object.entries(value)) {
    const shown = head(item)
    if (shown === item) continue
    // Defined, not assigned: a value from outside may have a key "__proto__".
    copy ??= Object.fromEntries(Object.entries(value))
    Object.defineProperty(copy, key, { value: shown })
  }
  return copy ?? value
}

function headOfText(text: string): string {
  if (text.length <= mostCharacters) return text
  // Half of a surrogate pair would not survive on its way.
  const last = text.charCodeAt(mostCharacters - 1)
  const end = last >= 0xd800 && last <= 0xdbff ? mostCharacters - 1 : mostCharacters
  return `${text.slice(0, end)}… (${text.length - end} more characters are not shown)`
}

function headOfList(list: Json[]): Json[] {
  const shown = list.slice(0, mostItems).map(head)
  const left = list.length - shown.length
  if (left > 0) return [...shown, `… (${left} more items are not shown)`]
  return shown.some((item, index) => item !== list[index]) ? shown : list
}
