import type { Json, JsonObject } from '@keyway/sdk'
import { isObject, kindOfSchema } from '../values/kind.ts'
import { humanise, inputField } from './fields.ts'
import type { Field } from './model.ts'

/** What the catalog says of a card's inputs. */
export interface Declared {
  schemas: JsonObject
  required?: readonly string[]
  /** Inputs that nothing fills are shown too, in the order in which they are declared. */
  isWhole?: boolean
}

/**
 * Inputs as the document fills them, with kinds and titles of the schemas where those say more.
 *
 * @param at where the step holds them, as keys from the step on: `['with']`
 */
export function describeInputs(
  values: Readonly<Record<string, Json | undefined>>,
  at: readonly string[],
  { schemas, required = [], isWhole = false }: Declared = { schemas: {} },
): Field[] {
  const keys = isWhole ? [...new Set([...Object.keys(schemas), ...Object.keys(values)])] : Object.keys(values)
  return keys
    .filter((key) => isWhole || values[key] !== undefined)
    .map((key) =>
      inputField(key, values[key], {
        kind: kindOfSchema(schemas[key]),
        label: titleOfSchema(schemas[key]) ?? humanise(key),
        place: [...at, key],
        isRequired: required.includes(key),
      }),
    )
}

/** Title of a JSON Schema, where it has one. */
export function titleOfSchema(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema['title'] === 'string' ? schema['title'] : undefined
}
