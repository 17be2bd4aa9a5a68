import { parseReference, parseTemplate, isTemplate, type Value } from '@keyway/engine'
import { referenceOf } from './constants.ts'
import { isObject } from '../../values/kind.ts'

/** A text with references in it, as it is written with chips. */
export type Part = { text: string } | { reference: string }

/** Why parts cannot be written: a text with references cannot hold two opening braces of its own. */
export type PartsProblem = 'braces'

/** The parts of a value that a text field can show; undefined for values that are no text. */
export function partsOf(value: Value | undefined): Part[] | undefined {
  if (value === undefined || value === null) return []
  const reference = referenceOf(value)
  if (reference !== undefined) return isObject(value) && 'as' in value ? undefined : [{ reference }]
  if (isObject(value) && typeof value['const'] === 'string' && Object.keys(value).length === 1) {
    return value['const'] === '' ? [] : [{ text: value['const'] }]
  }
  if (typeof value === 'number' || typeof value === 'boolean') return [{ text: String(value) }]
  if (typeof value !== 'string') return undefined
  if (!isTemplate(value)) return value === '' ? [] : [{ text: value }]
  return readTemplate(value)
}

/** A template that cannot be read is no text to edit with chips. */
function readTemplate(text: string): Part[] | undefined {
  try {
    parseTemplate(text)
  } catch {
    return undefined
  }
  return text
    .split(/(\{\{.*?\}\})/s)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{{') ? { reference: part.slice(2, -2).trim() } : { text: part }))
}

/**
 * Parts as the document writes them: one reference alone is that value itself, references among text make a template, and
 * text alone is text, whatever it looks like. Undefined for nothing at all.
 */
export function fromParts(parts: readonly Part[]): { value: Value | undefined } | { problem: PartsProblem } {
  const merged = mergeTexts(parts)
  const [only, ...others] = merged
  if (only === undefined) return { value: undefined }
  if (others.length === 0) {
    if ('reference' in only) return { value: { ref: only.reference } }
    return { value: only.text.includes('{{') ? { const: only.text } : only.text }
  }
  if (merged.some((part) => 'text' in part && part.text.includes('{{'))) return { problem: 'braces' }
  // A brace right before a chip would open it one character early.
  const isUnclear = merged.some(
    (part, at) => 'text' in part && part.text.endsWith('{') && at < merged.length - 1,
  )
  if (isUnclear) return { problem: 'braces' }
  return {
    value: merged.map((part) => ('text' in part ? part.text : `{{ ${part.reference} }}`)).join(''),
  }
}

function mergeTexts(parts: readonly Part[]): Part[] {
  const merged: Part[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if ('text' in part && part.text === '') continue
    if ('text' in part && last !== undefined && 'text' in last)
      merged[merged.length - 1] = { text: last.text + part.text }
    else merged.push(part)
  }
  return merged
}

/** Whether a text is a reference that can be read. */
export function isReference(text: string): boolean {
  try {
    parseReference(text)
    return true
  } catch {
    return false
  }
}
