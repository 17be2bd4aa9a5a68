import type { Json } from '@keyway/sdk'
import { kindOf, kindOfType, type Kind } from '../values/kind.ts'
import type { Field } from './model.ts'
import { toValueSource, type ValueSource } from './value-source.ts'

/** What is known of an input beside its value. */
interface Given {
  kind?: Kind
  label?: string
  /** Where the step holds it, as keys from the step on; without it nobody can say. */
  place?: readonly string[]
  isRequired?: boolean
}

/** An input as the document fills it; undefined where it does not. Its kind is the declared one, or what is there shows. */
export function inputField(key: string, value: Json | undefined, given: Given = {}): Field {
  const source = value === undefined ? null : toValueSource(value)
  const declared = given.kind ?? 'any'
  return {
    key,
    label: given.label ?? humanise(key),
    kind: declared === 'any' && source !== null ? kindOfSource(source) : declared,
    source,
    reference: null,
    place: given.place ?? null,
    isRequired: given.isRequired ?? false,
  }
}

/** An output of the step with this id. */
export function outputField(key: string, id: string | undefined, kind: Kind = 'any'): Field {
  const reference = id === undefined ? null : `${id}.${key}`
  return { key, label: humanise(key), kind, source: null, reference, place: null, isRequired: false }
}

function kindOfSource(source: ValueSource): Kind {
  switch (source.kind) {
    case 'reference':
      return kindOfType(source.as ?? undefined)
    case 'template':
      return 'text'
    case 'constant':
    case 'structure':
      return kindOf(source.value)
  }
}

/** `statusCode`, `status_code`, `status-code` -> `Status code`. Names with blanks were written by people: kept. */
export function humanise(name: string): string {
  if (/\s/.test(name)) return name
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
  const lower =
    words === words.toUpperCase() ? words : words.replaceAll(/\b[A-Z][a-z]+/g, (word) => word.toLowerCase())
  return lower.charAt(0).toUpperCase() + lower.slice(1)
}
