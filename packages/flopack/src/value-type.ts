import type { ScalarType, ValueType } from '@keyway/sdk'

const scalars: ReadonlyMap<string, ScalarType> = new Map([
  ['string', 'text'],
  ['number', 'number'],
  ['boolean', 'boolean'],
  ['Date', 'date'],
  ['object', 'object'],
])

/**
 * Type of a field as authors see it. A type given as a schema is an object: schemas describe, they are not enforced.
 * File and flow values have no type of their own here.
 */
export function toValueType(type: unknown, isList: boolean): ValueType {
  const scalar =
    typeof type === 'string' ? (scalars.get(type) ?? 'any') : type === undefined ? 'any' : 'object'
  return isList ? `${scalar}[]` : scalar
}
