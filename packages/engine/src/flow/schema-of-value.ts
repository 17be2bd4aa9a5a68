import { FlowError, isListType, itemTypeOf, valueTypes, type Json, type ValueType } from '@keyway/sdk'
import { parseReference } from '../mapping/reference.ts'
import type { Value } from './document.ts'
import { followSchema } from './follow-schema.ts'

/** JSON Schemas of what references can start from, by root: step ids and `trigger`. What is not in it is not known. */
export type Shapes = ReadonlyMap<string, Json>

/** JSON Schema of what a value of a flow will be; undefined where that only shows at run time. */
export function schemaOfValue(value: Value, shapes: Shapes): Json | undefined {
  if (typeof value === 'string') return { type: 'string' }
  if (typeof value === 'number') return { type: 'number' }
  if (typeof value === 'boolean') return { type: 'boolean' }
  if (value === null) return undefined
  if (Array.isArray(value)) {
    const [first, ...others] = value.map((item) => schemaOfValue(item, shapes) ?? {})
    const isAlike = others.every((other) => JSON.stringify(other) === JSON.stringify(first))
    return { type: 'array', items: first !== undefined && isAlike ? first : {} }
  }
  if (Object.hasOwn(value, 'const') && Object.keys(value).length === 1) {
    return schemaOfConstant(value.const ?? null)
  }
  if (typeof value.ref === 'string') return schemaOfReference(value.ref, value.as, shapes)
  return closedObject(
    Object.entries(value).map(([key, inner]) => [key, schemaOfValue(inner, shapes) ?? {}] as const),
  )
}

/** An object with exactly these keys. */
export function closedObject(properties: Iterable<readonly [string, Json]>): Json {
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false }
}

/** Schema of a declared type. Dates travel as text, and what is declared an object may turn out to be a list. */
export function schemaOfType(type: ValueType): Json {
  if (isListType(type)) return { type: 'array', items: schemaOfType(itemTypeOf(type)) }
  switch (type) {
    case 'any':
      return {}
    case 'text':
      return { type: 'string' }
    case 'date':
      return { type: 'string', format: 'date-time' }
    case 'number':
    case 'boolean':
    case 'object':
      return { type }
  }
}

function schemaOfConstant(value: Json): Json | undefined {
  if (value === null) return undefined
  if (typeof value !== 'object') return { type: typeof value }
  return Array.isArray(value) ? { type: 'array', items: {} } : { type: 'object' }
}

function schemaOfReference(text: string, as: Json | undefined, shapes: Shapes): Json | undefined {
  if (typeof as === 'string') return isValueType(as) ? schemaOfType(as) : undefined
  try {
    const { root, segments } = parseReference(text)
    const shape = shapes.get(root)
    const followed = shape === undefined ? undefined : followSchema(shape, segments)
    return followed !== undefined && 'schema' in followed ? followed.schema : undefined
  } catch (error) {
    // What cannot be read at all is compileFlow's to report.
    if (error instanceof FlowError) return undefined
    throw error
  }
}

function isValueType(text: string): text is ValueType {
  return valueTypes.some((type) => type === text)
}
