import type { Json, ValueType } from '@keyway/sdk'
import { isObject } from '../values/kind.ts'

/** Where an input of a step gets its value, as the flow document says it. */
export type ValueSource =
  | { kind: 'reference'; reference: string; as: ValueType | null }
  | { kind: 'constant'; value: Json }
  | { kind: 'template'; parts: readonly TemplatePart[] }
  /** A list or object with references somewhere inside. */
  | { kind: 'structure'; value: Json; references: readonly string[] }

export type TemplatePart = { text: string } | { reference: string }

const scalars = ['text', 'number', 'boolean', 'date', 'object', 'any'] as const
const valueTypes: readonly ValueType[] = scalars.flatMap((type): ValueType[] => [type, `${type}[]`])
const placeholder = /\{\{\s*(.*?)\s*\}\}/g

/** Reads a value of the document by the rules of mappings: `{ ref }`, `{ const }`, templates, structures, constants. */
export function toValueSource(value: Json): ValueSource {
  if (typeof value === 'string') return fromText(value)
  if (isObject(value)) {
    if (typeof value['ref'] === 'string') {
      return { kind: 'reference', reference: value['ref'], as: toValueType(value['as']) }
    }
    if (isConstant(value)) return { kind: 'constant', value: value['const'] ?? null }
  }
  const references = referencesIn(value)
  return references.length === 0 ? { kind: 'constant', value } : { kind: 'structure', value, references }
}

/** Every reference in a value of the document, each once, in order of appearance. */
export function referencesIn(value: Json): string[] {
  return [...new Set(walk(value))]
}

function* walk(value: Json): Generator<string> {
  if (typeof value === 'string') {
    for (const [, reference] of value.matchAll(placeholder)) if (reference !== undefined) yield reference
  } else if (Array.isArray(value)) {
    for (const item of value) yield* walk(item)
  } else if (isObject(value)) {
    if (isConstant(value)) return
    if (typeof value['ref'] === 'string') yield value['ref']
    else for (const item of Object.values(value)) yield* walk(item)
  }
}

function fromText(text: string): ValueSource {
  const parts: TemplatePart[] = []
  let end = 0
  for (const match of text.matchAll(placeholder)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ reference: match[1] ?? '' })
    end = match.index + match[0].length
  }
  if (parts.length === 0) return { kind: 'constant', value: text }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return { kind: 'template', parts }
}

function isConstant(value: { [key: string]: Json }): boolean {
  return 'const' in value && Object.keys(value).length === 1
}

function toValueType(value: Json | undefined): ValueType | null {
  return valueTypes.find((type) => type === value) ?? null
}

/** References of a source, each once. */
export function referencesOf(source: ValueSource): readonly string[] {
  switch (source.kind) {
    case 'reference':
      return [source.reference]
    case 'template':
      return [...new Set(source.parts.flatMap((part) => ('reference' in part ? [part.reference] : [])))]
    case 'structure':
      return source.references
    case 'constant':
      return []
  }
}

/** First word of a reference: the id of a step, or `trigger`. */
export function rootOf(reference: string): string {
  return /^[^.[]*/.exec(reference)?.[0] ?? reference
}
