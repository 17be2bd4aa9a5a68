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
  /** What people read for each choice. */
  labels: Readonly<Record<string, string>>
  /** Values of other fields for which it is shown; null: always. */
  shownFor: Readonly<Record<string, readonly string[]>> | null
  isRequired: boolean
  default: Json | undefined
}

export type FormValues = Readonly<Record<string, Json>>

/** The controls of an object schema, in its order, without what the server makes. Shapes without an own control are edited as JSON. */
export function toFormFields(schema: JsonObject): FormField[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(properties).flatMap(([name, property]) => {
    const field = isObject(property) ? property : {}
    if (field['x-generated'] === true) return []
    return {
      name,
      title: textOf(field['title']) ?? humanise(name),
      description: textOf(field['description']),
      placeholder: textOf(field['x-placeholder']),
      control: controlOf(field),
      choices: choicesOf(field),
      labels: labelsOf(field),
      shownFor: shownForOf(field),
      isRequired: required.includes(name) && field['default'] === undefined,
      default: field['default'],
    }
  })
}

/** The fields that these values call for. */
export function shownFields(fields: readonly FormField[], values: FormValues): FormField[] {
  return fields.filter(({ shownFor }) => fits(shownFor, values))
}

/** Whether these values call for something that the server makes: a key. */
export function asksForKey(schema: JsonObject, values: FormValues): boolean {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  return Object.values(properties).some(
    (field) => isObject(field) && field['x-generated'] === true && fits(shownForOf(field), values),
  )
}

function fits(shownFor: FormField['shownFor'], values: FormValues): boolean {
  return Object.entries(shownFor ?? {}).every(([name, wanted]) => {
    const value = values[name]
    return typeof value === 'string' && wanted.includes(value)
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

function labelsOf(field: JsonObject): Record<string, string> {
  const labels = isObject(field['x-labels']) ? field['x-labels'] : {}
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function shownForOf(field: JsonObject): FormField['shownFor'] {
  const written = field['x-shown-for']
  if (!isObject(written)) return null
  return Object.fromEntries(
    Object.entries(written).map(([name, values]) => [
      name,
      Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [],
    ]),
  )
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}
