import type { Json } from '../json.ts'

/** True for null, `''`, `[]` and `{}`. Zero, false and the texts `{}` and `[]` are values. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === '') return true
  if (typeof value !== 'object') return false
  if (Array.isArray(value)) return value.length === 0
  for (const key in value) {
    if (Object.hasOwn(value, key)) return false
  }
  return true
}
