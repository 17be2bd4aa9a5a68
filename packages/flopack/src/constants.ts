import { isJsonObject, type Json } from '@keyway/sdk'
import type { Value } from '@keyway/engine'

/** A constant as a value of a flow document: wrapped where it would be read as a reference or template. */
export function toConstant(value: Json): Value {
  return looksLikeMapping(value) ? { const: value } : value
}

function looksLikeMapping(value: Json): boolean {
  if (typeof value === 'string') return value.includes('{{')
  if (Array.isArray(value)) return value.some(looksLikeMapping)
  if (!isJsonObject(value)) return false
  return (
    Object.hasOwn(value, 'ref') ||
    Object.hasOwn(value, 'const') ||
    Object.values(value).some(looksLikeMapping)
  )
}

/** What an input holds that the author never touched. */
export function isUnset(value: Json): boolean {
  if (value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return isJsonObject(value) && Object.keys(value).length === 0
}

/** A constant as text: null is empty, objects and lists are JSON. */
export function toText(value: Json): string {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
