import {
  anyJson,
  field,
  isJsonObject,
  isoDate,
  operators,
  valueTypes,
  z,
  type Json,
  type JsonObject,
} from '@keyway/sdk'

/**
 * Inputs that cards share. Each has a default wherever absence has a meaning, because the interpreter treats null as
 * absent. Lists and objects are checked from outside only and passed on as they are: their items are JSON already, and a
 * copy of a large list would cost more than the card.
 */

const jsonList = anyJson
  .refine((value) => Array.isArray(value), 'Expected a list.')
  .meta({ type: 'array', items: {} }) as unknown as z.ZodType<Json[], Json[]>

const jsonObject = anyJson
  .refine((value) => isJsonObject(value), 'Expected an object.')
  .meta({ type: 'object', additionalProperties: {} }) as unknown as z.ZodType<JsonObject, JsonObject>

const jsonObjectOrNull = anyJson
  .refine((value) => value === null || isJsonObject(value), 'Expected an object.')
  .meta({ type: 'object' }) as unknown as z.ZodType<JsonObject | null, JsonObject | null>

/** An object that may turn out to be a list: a JSON body is declared an object before anyone has seen it. */
const jsonStructure = anyJson.meta({ type: 'object' }) as unknown as z.ZodType<Json, Json>

export function anyField(title: string) {
  return field(anyJson.default(null), { title })
}

export function textField(title: string) {
  return field(z.string().default(''), { title })
}

/** On unless unset: names of people and machines mostly differ by case for a reason. */
export const caseField = field(z.boolean().default(true), { title: 'Case sensitive' })

export const patternField = field(z.string().default(''), {
  title: 'Pattern',
  description: 'A regular expression, without look-ahead, look-behind and back-references.',
  placeholder: '[0-9]+',
})

export const zoneField = field(z.string().default(''), {
  title: 'Time zone',
  description: 'A name such as Europe/Berlin. Without one: UTC.',
  placeholder: 'America/Los_Angeles',
})

export const delimiterField = field(
  z
    .string()
    .regex(/^[^"\r\n]$/, 'Expected one sign that is neither a quote nor a line end.')
    .default(','),
  { title: 'Delimiter' },
)

export function secretField(title: string, description: string) {
  return field(z.string().default(''), { title, description, secret: true })
}

/** A switch that is off unless set. */
export function flagField(title: string) {
  return field(z.boolean().default(false), { title })
}

export function listField(title: string) {
  return field(jsonList.default([]), { title })
}

export function textListField(title: string) {
  return field(z.array(z.string()).default([]), { title })
}

export function objectField(title: string) {
  return field(jsonObject.default({}), { title })
}

export function structureField(title: string) {
  return field(jsonStructure.default({}), { title })
}

/** Objects in a list. Null stands for an empty one; it is not said in the schema, so that JSON text is still read. */
export function objectListField(title: string) {
  return field(z.array(jsonObjectOrNull).default([]), { title })
}

/** Lists in a list; null stands for an empty one. */
export function listsField(title: string) {
  return field(jsonList.default([]), { title, description: 'A list of lists.' })
}

export function numberField(title: string) {
  return field(z.number(), { title })
}

export function numberListField(title: string) {
  return field(z.array(z.number()).default([]), { title })
}

export function flagListField(title: string) {
  return field(z.array(z.boolean()).default([]), { title })
}

export function dateField(title: string) {
  return field(isoDate, { title })
}

export function pathField(title: string) {
  return field(z.string().default(''), { title, placeholder: 'result.0.id' })
}

export const operatorField = field(z.enum(operators).default('equal to'), { title: 'Comparison' })

export const comparedTypeField = field(z.enum(valueTypes).optional(), {
  title: 'Compare as',
  description: 'Type both values are converted to. Without it, the type of the first value.',
})

/** Output of cards whose outputs are named by the author. */
export const namedOutputs = jsonObject

/** One list of a list of lists. */
export function toList(value: Json): Json[] {
  if (value === null) return []
  return Array.isArray(value) ? value : [value]
}
