/** Type of a value as authors see it; `[]` marks a list. Dates travel as ISO-8601 text. */
export type ScalarType = 'text' | 'number' | 'boolean' | 'date' | 'object' | 'any'
export type ListType = `${ScalarType}[]`
export type ValueType = ScalarType | ListType

export const scalarTypes = ['text', 'number', 'boolean', 'date', 'object', 'any'] as const
export const valueTypes: readonly ValueType[] = [
  ...scalarTypes,
  ...scalarTypes.map((type): ValueType => `${type}[]`),
]

const itemTypes: Readonly<Record<ListType, ScalarType>> = {
  'text[]': 'text',
  'number[]': 'number',
  'boolean[]': 'boolean',
  'date[]': 'date',
  'object[]': 'object',
  'any[]': 'any',
}

export function isListType(type: ValueType): type is ListType {
  return type.endsWith('[]')
}

/** Type of a list's items. */
export function itemTypeOf(type: ListType): ScalarType {
  return itemTypes[type]
}

/** Comparison operators, as flow documents write them. */
export const operators = [
  'equal to',
  'not equal to',
  'greater than',
  'greater than or equal to',
  'less than',
  'less than or equal to',
  'in',
  'not in',
  'is empty',
  'is not empty',
  'has key',
  'does not have key',
  'a multiple of',
  'equal to and same type',
  'not equal to or not same type',
  'one of',
  'contains',
  'starts with',
  'ends with',
] as const
export type Operator = (typeof operators)[number]
