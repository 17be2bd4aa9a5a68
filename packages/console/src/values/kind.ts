import type { Json, JsonObject, ValueType } from '@keyway/sdk'

/** What the type mark of a pill says. `null` is a value that is absent. */
export type Kind = 'text' | 'number' | 'boolean' | 'date' | 'object' | 'list' | 'null' | 'any'

const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Kind of a real value. Dates travel as ISO text, so text of that shape counts as a date. */
export function kindOf(value: Json | undefined): Kind {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'string') return isoDate.test(value) ? 'date' : 'text'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'boolean' : 'object'
}

/** Kind of a declared value type: `text[]` is a list. */
export function kindOfType(type: ValueType | undefined): Kind {
  if (type === undefined) return 'any'
  if (type.endsWith('[]')) return 'list'
  switch (type) {
    case 'text':
    case 'number':
    case 'boolean':
    case 'date':
    case 'object':
      return type
    default:
      return 'any'
  }
}

/** Kind a JSON Schema promises, as far as it promises one; that a value may be absent does not count. */
export function kindOfSchema(schema: Json | undefined): Kind {
  if (!isObject(schema)) return 'any'
  const { type, format, anyOf } = schema
  if (Array.isArray(anyOf)) {
    const kinds = new Set(anyOf.filter((one) => !isObject(one) || one['type'] !== 'null').map(kindOfSchema))
    const [only = 'any'] = kinds
    return kinds.size === 1 ? only : 'any'
  }
  const [first, ...others] = (Array.isArray(type) ? type : [type]).filter((one) => one !== 'null')
  if (others.length > 0) return 'any'
  switch (first) {
    case 'string':
      return format === 'date-time' ? 'date' : 'text'
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
