/**
 * Positions in text are counted in characters (code points), so that no card cuts an emoji into halves that no database
 * stores. Most text has none; then positions and UTF-16 units are the same, and nothing is copied.
 */
const surrogate = /[\ud800-\udfff]/

export function countCharacters(text: string): number {
  return surrogate.test(text) ? Array.from(text).length : text.length
}

/** Characters from `start` up to, not including, `end`. Negative positions count from the end. */
export function sliceCharacters(text: string, start: number, end?: number): string {
  if (!surrogate.test(text)) return text.slice(start, end)
  return Array.from(text).slice(start, end).join('')
}

/** Position in characters of a position in UTF-16 units; -1 stays -1. */
export function toCharacterIndex(text: string, unitIndex: number): number {
  return unitIndex === -1 ? -1 : countCharacters(text.slice(0, unitIndex))
}

/** Position in UTF-16 units of a position in characters. */
export function toUnitIndex(text: string, characterIndex: number): number {
  return sliceCharacters(text, 0, Math.max(0, characterIndex)).length
}
