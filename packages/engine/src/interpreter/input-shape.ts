import {
  coerce,
  InputError,
  isJsonObject,
  isListType,
  toFormSchema,
  type Json,
  type JsonObject,
  type ValueType,
  type z,
} from '@keyway/sdk'

interface Property {
  name: string
  type: ValueType
  optional: boolean
  nullable: boolean
  /** Its values are never shown, not even in errors. */
  secret: boolean
}

/** What an input schema says of its top-level fields: enough to coerce values to their declared types. */
export interface InputShape {
  properties: readonly Property[]
  /** True when fields beyond the declared ones are taken too. */
  open: boolean
}

/** Reads the shape of an input schema from its JSON Schema. Anything it cannot tell stays `any`, and zod decides. */
export function inputShape(schema: z.ZodType): InputShape {
  const json = toFormSchema(schema, 'input')
  const properties = isJsonObject(json.properties) ? json.properties : {}
  const required = Array.isArray(json.required) ? json.required : []
  return {
    open: json.additionalProperties !== undefined && json.additionalProperties !== false,
    properties: Object.entries(properties).map(([name, property]) => ({
      name,
      optional: !required.includes(name),
      secret: isJsonObject(property) && property.writeOnly === true,
      ...typeOf(property),
    })),
  }
}

/** The type that a JSON Schema stands for; `any` where it leaves that open. */
export function typeOf(schema: Json): { type: ValueType; nullable: boolean } {
  if (!isJsonObject(schema)) return { type: 'any', nullable: true }
  if (Array.isArray(schema.anyOf)) {
    const others = schema.anyOf.filter((option) => !(isJsonObject(option) && option.type === 'null'))
    const nullable = others.length < schema.anyOf.length
    const only = others.length === 1 ? others[0] : undefined
    return only === undefined ? { type: 'any', nullable } : { type: typeOf(only).type, nullable }
  }
  if (Array.isArray(schema.type)) {
    // A scalar that may be null: `type: [number, null]`.
    const others = schema.type.filter((type) => type !== 'null')
    const [type = null] = others
    const nullable = others.length < schema.type.length
    return { type: others.length === 1 ? plainType({ ...schema, type }) : 'any', nullable }
  }
  return { type: plainType(schema), nullable: schema.type === undefined }
}

function plainType(schema: JsonObject): ValueType {
  switch (schema.type) {
    case 'string':
      return schema.format === 'date-time' ? 'date' : 'text'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'object':
      return 'object'
    case 'array': {
      const item = typeOf(schema.items ?? {})
      // Items that may be null would lose that by coercion, and a list of lists is left to the schema.
      return item.nullable || isListType(item.type) ? 'any[]' : `${item.type}[]`
    }
    default:
      return 'any'
  }
}

/**
 * Coerces each field to its declared type. Null and absent are the same for optional fields, so that "nothing arrived"
 * means the field's default. Throws InputError that names the field.
 */
export function coerceInput(values: JsonObject, shape: InputShape): JsonObject {
  const input: JsonObject = shape.open ? { ...values } : {}
  for (const property of shape.properties) {
    const { name, optional, nullable } = property
    const value = Object.hasOwn(values, name) ? (values[name] ?? null) : null
    if (value === null && (optional || nullable)) {
      delete input[name]
      if (!optional) input[name] = null
      continue
    }
    const coerced = coerceField(property, value)
    // Empty text can stand for "nothing" (a number field left empty), which is the field's default too.
    if (coerced === null && optional) delete input[name]
    else input[name] = coerced
  }
  return input
}

function coerceField({ name, type, secret }: Property, value: Json): Json {
  try {
    return coerce(value, type)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    if (secret) {
      // The cause would carry the value along.
      throw new InputError(`Input "${name}": Found a value that is not shown, expected type ${type}.`, {
        code: error.code,
      })
    }
    throw new InputError(`Input "${name}": ${error.message}`, { code: error.code, cause: error })
  }
}
