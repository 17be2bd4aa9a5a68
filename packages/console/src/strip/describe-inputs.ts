import type { Json, JsonObject } from '@keyway/sdk'
import { isObject, kindOfSchema, type Kind } from '../values/kind.ts'
import { humanise, inputField } from './fields.ts'
import type { Field } from './model.ts'

/** Inputs as the document fills them, with kinds and titles of the schemas where those say more. */
export function describeInputs(values: Record<string, Json>, schemas: JsonObject): Field[] {
  return Object.entries(values).map(([key, value]) => {
    const kind: Kind = kindOfSchema(schemas[key])
    return inputField(key, value, { kind, label: titleOfSchema(schemas[key]) ?? humanise(key) })
  })
}

/** Title of a JSON Schema, where it has one. */
export function titleOfSchema(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema['title'] === 'string' ? schema['title'] : undefined
}
