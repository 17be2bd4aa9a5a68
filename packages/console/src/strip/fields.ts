import type { Json } from '@keyway/sdk'
import { kindOf, kindOfType, type Kind } from '../values/kind.ts'
import type { Field } from './model.ts'
import { toValueSource, type ValueSource } from './value-source.ts'

/** An input as the document fills it. Its kind is the declared one, or what the constant or coercion shows. */
export function inputField(key: string, value: Json, given: { kind?: Kind; label?: string } = {}): Field {
  const source = toValueSource(value)
  const kind = given.kind === undefined || given.kind === 'any' ? kindOfSource(source) : given.kind
  return { key, label: given.label ?? humanise(key), kind, source, reference: null }
}

/** An output of the step with this id. */
export function outputField(key: string, id: string | undefined, kind: Kind = 'any'): Field {
  const reference = id === undefined ? null : `${id}.${key}`
  return { key, label: humanise(key), kind, source: null, reference }
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
