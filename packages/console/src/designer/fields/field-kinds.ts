import { schemaBesideNull, typeOf, type Value } from '@keyway/engine'
import type { Json, JsonObject, ValueType } from '@keyway/sdk'
import { isObject } from '../../values/kind.ts'
import { constantOf } from './constants.ts'

/** How a value is asked for. */
export type FieldKind =
  'text' | 'multiline' | 'number' | 'boolean' | 'date' | 'choice' | 'list' | 'object' | 'any'

/** The schema of a field, without the null beside it. */
export function plainSchema(schema: Json | undefined): JsonObject {
  const plain = schema === undefined ? undefined : schemaBesideNull(schema)
  return isObject(plain) ? plain : {}
}

/** The control for a schema. */
export function fieldKindOf(schema: JsonObject): FieldKind {
  if (Array.isArray(schema['enum'])) return 'choice'
  switch (schema['type']) {
    case 'string':
      if (schema['format'] === 'date-time') return 'date'
      return schema['x-multiline'] === true ? 'multiline' : 'text'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
      return 'list'
    case 'object':
      return 'object'
    default:
      return 'any'
  }
}

/** The control that a value of any type is typed in, by what it is now. */
export function kindOfConstant(value: Value | undefined): Exclude<FieldKind, 'any' | 'choice'> {
  if (Array.isArray(value)) return 'list'
  const constant = value === undefined ? undefined : (constantOf(value) ?? value)
  if (Array.isArray(constant)) return 'list'
  if (isObject(constant)) return 'object'
  if (typeof constant === 'number') return 'number'
  if (typeof constant === 'boolean') return 'boolean'
  return typeof constant === 'string' && constant.includes('\n') ? 'multiline' : 'text'
}

/** What a value of the first control is changed to when another one is chosen. */
export const emptyOf: Readonly<Record<FieldKind, Value>> = {
  text: '',
  multiline: '',
  number: 0,
  boolean: true,
  date: '',
  choice: '',
  list: [],
  object: {},
  any: '',
}

/** The type that references should lead to. */
export function wantedType(schema: JsonObject): ValueType {
  return Object.keys(schema).length === 0 ? 'any' : typeOf(schema).type
}

export interface FieldWords {
  title: string
  description: string | null
  placeholder: string
}

/** What people read of a field. */
export function wordsOf(name: string, schema: JsonObject, humanise: (name: string) => string): FieldWords {
  const text = (key: string): string | null => {
    const found = schema[key]
    return typeof found === 'string' ? found : null
  }
  return {
    title: text('title') ?? humanise(name),
    description: text('description'),
    placeholder: text('x-placeholder') ?? '',
  }
}
