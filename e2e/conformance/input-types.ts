import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { isJsonObject, toFormSchema, type JsonObject, type ValueType, type z } from '@keyway/sdk'

const schemas = new Map<string, z.ZodType>([
  ...cards.map(({ id, input }) => [id, input] as const),
  ...connectors.flatMap(({ actions }) => actions.map(({ id, input }) => [id, input] as const)),
])
const known = new Map<string, readonly [string, ValueType][]>()

/** The inputs of a card or action that are not text, with their types. */
export function inputTypes(use: string): readonly [string, ValueType][] {
  const found = known.get(use) ?? read(schemas.get(use))
  known.set(use, found)
  return found
}

function read(schema: z.ZodType | undefined): [string, ValueType][] {
  const form = schema === undefined ? {} : toFormSchema(schema, 'input')
  const properties = isJsonObject(form.properties) ? form.properties : {}
  return Object.entries(properties).flatMap(([name, property]): [string, ValueType][] => {
    const type = isJsonObject(property) ? typeOf(property) : undefined
    return type === undefined ? [] : [[name, type]]
  })
}

function typeOf(property: JsonObject): ValueType | undefined {
  const { type, format, anyOf, items } = property
  if (Array.isArray(anyOf)) {
    const others = anyOf.filter((option) => isJsonObject(option) && option.type !== 'null')
    return others.length === 1 && isJsonObject(others[0]) ? typeOf(others[0]) : undefined
  }
  const [only] = Array.isArray(type) ? type.filter((one) => one !== 'null') : [type]
  switch (only) {
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'object':
      return 'object'
    case 'array':
      return isJsonObject(items) && items.type === 'object' ? 'object[]' : 'any[]'
    case 'string':
      return format === 'date-time' ? 'date' : undefined
    default:
      return undefined
  }
}
