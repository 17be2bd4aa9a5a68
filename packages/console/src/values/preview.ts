import type { Json } from '@keyway/sdk'
import { valueTexts } from '../texts/values.ts'
import { isObject } from './kind.ts'

/** One line of a value, by head: enough to recognise it in a pill. */
export function previewOf(value: Json | undefined, length = 80): string {
  if (value === undefined || value === null) return valueTexts.empty
  if (typeof value === 'string') return value === '' ? valueTexts.emptyText : head(oneLine(value), length)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? valueTexts.true : valueTexts.false
  if (Array.isArray(value)) return head(listPreview(value, length), length)
  const keys = Object.keys(value)
  return keys.length === 0 ? valueTexts.emptyObject : head(`{ ${keys.slice(0, 12).join(', ')} }`, length)
}

function listPreview(list: readonly Json[], length: number): string {
  if (list.length === 0) return valueTexts.emptyList
  const count = valueTexts.items(list.length)
  const scalars = list.slice(0, 4).filter((item) => !isObject(item) && !Array.isArray(item))
  if (scalars.length === 0) return count
  return `${count}: ${scalars.map((item) => previewOf(item, length)).join(', ')}`
}

/** At most `length` characters, the last one an ellipsis where something was left out. */
export function head(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}

function oneLine(text: string): string {
  // Only the part that can be seen is worth cleaning: values can have megabytes.
  return text.slice(0, 2_000).replaceAll(/\s+/g, ' ')
}

/** The value as text to copy: text as it is, everything else as indented JSON. */
export function toCopyText(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null, null, 2)
}
