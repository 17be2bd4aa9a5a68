import type { Value } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { isObject } from '../../values/kind.ts'

/** A constant as the document writes it: what would be read as a template or a reference is marked as what it is. */
export function toConstant(value: Json): Value {
  return looksLikeMapping(value) ? { const: value } : value
}

function looksLikeMapping(value: Json): boolean {
  if (typeof value === 'string') return value.includes('{{')
  if (Array.isArray(value)) return value.some(looksLikeMapping)
  if (!isObject(value)) return false
  if (typeof value['ref'] === 'string') return true
  const entries = Object.entries(value)
  return (entries.length === 1 && 'const' in value) || entries.some(([, inner]) => looksLikeMapping(inner))
}

/** What a value of the document stands for, where it is a constant; undefined where references are in it. */
export function constantOf(value: Value): Json | undefined {
  if (typeof value === 'string') return value.includes('{{') ? undefined : value
  if (Array.isArray(value)) {
    const items = value.map(constantOf)
    return items.every((item) => item !== undefined) ? items : undefined
  }
  if (!isObject(value)) return value
  if ('const' in value && Object.keys(value).length === 1) return value['const'] ?? null
  if (typeof value['ref'] === 'string') return undefined
  const entries = Object.entries(value).map(([key, inner]) => [key, constantOf(inner)] as const)
  const isPlain = entries.every((entry): entry is readonly [string, Json] => entry[1] !== undefined)
  return isPlain ? Object.fromEntries(entries) : undefined
}

/** The reference that a value is, and nothing else; undefined otherwise. */
export function referenceOf(value: Value | undefined): string | undefined {
  return isObject(value) && typeof value['ref'] === 'string' ? value['ref'] : undefined
}
