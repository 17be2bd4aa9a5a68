import type { Json, JsonObject } from '@keyway/sdk'
import { humanise } from '../strip/fields.ts'
import { isObject } from '../values/kind.ts'

/** One control of a form, read from a property of a JSON Schema object. */
export interface FormField {
  name: string
  title: string
  description: string | null
  placeholder: string | null
  control: 'text' | 'multiline' | 'secret' | 'number' | 'boolean' | 'choice' | 'json'
  choices: readonly string[]
  isRequired: boolean
  default: Json | undefined
}

export type FormValues = Readonly<Record<string, Json>>

/** The controls of an object schema, in its order. Shapes without an own control are edited as JSON. */
export function toFormFields(schema: JsonObject): FormField[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(properties).map(([name, property]) => {
    const field = isObject(property) ? property : {}
    return {
      name,
      title: textOf(field['title']) ?? humanise(name),
      description: textOf(field['description']),
      placeholder: textOf(field['x-placeholder']),
      control: controlOf(field),
      choices: choicesOf(field),
      isRequired: required.includes(name) && field['default'] === undefined,
      default: field['default'],
    }
  })
}

/** What a new form starts with: the schema's defaults. */
export function defaultValues(fields: readonly FormField[]): FormValues {
  return Object.fromEntries(
    fields.flatMap((field) => (field.default === undefined ? [] : [[field.name, field.default]])),
  )
}

/** Names of required fields without a value. A secret that is set already may stay empty: it then stays as it is. */
export function missingFields(
  fields: readonly FormField[],
  values: FormValues,
  secretsSet: readonly string[],
): string[] {
  return fields
    .filter((field) => field.isRequired && !(field.control === 'secret' && secretsSet.includes(field.name)))
    .filter((field) => (values[field.name] ?? '') === '')
    .map((field) => field.name)
}

/** Values to send: empty text means "not given", so optional fields fall back to their default on the server. */
export function toSentValues(fields: readonly FormField[], values: FormValues): FormValues {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = values[field.name]
      return value === undefined || value === '' ? [] : [[field.name, value]]
    }),
  )
}

function controlOf(field: JsonObject): FormField['control'] {
  if (field['writeOnly'] === true) return 'secret'
  if (choicesOf(field).length > 0) return 'choice'
  switch (field['type']) {
    case 'boolean':
      return 'boolean'
    case 'number':
    case 'integer':
      return 'number'
    case 'object':
    case 'array':
      return 'json'
    default:
      return field['x-multiline'] === true ? 'multiline' : 'text'
  }
}

function choicesOf(field: JsonObject): string[] {
  const choices = field['enum']
  return Array.isArray(choices) ? choices.filter((choice) => typeof choice === 'string') : []
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}
