import { isListType, itemTypeOf, type Json, type ScalarType, type ValueType } from '@keyway/sdk'

/** A type as the export declares it. `file` is the only type there that says nothing about the value. */
const names: Readonly<Record<ScalarType, string>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'Date',
  object: 'object',
  any: 'file',
}

export function storedType(type: ValueType): { type: string; collection: boolean } {
  return isListType(type)
    ? { type: names[itemTypeOf(type)], collection: true }
    : { type: names[type as ScalarType], collection: false }
}

/** What a field holds that nobody filled in. */
export function unsetValue(type: ValueType): Json {
  if (isListType(type)) return []
  return type === 'object' ? {} : type === 'text' ? '' : null
}

export function typeOfConstant(value: Json): ValueType {
  if (Array.isArray(value)) {
    const types = new Set(value.map(typeOfScalar))
    const [only] = types
    return only !== undefined && types.size === 1 ? `${only}[]` : 'object[]'
  }
  return typeOfScalar(value)
}

function typeOfScalar(value: Json): Exclude<ScalarType, 'any' | 'date'> {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'object' && value !== null ? 'object' : 'text'
}

/** The name of the conversion that a pin makes between two types. */
export function conversion(from: ValueType, to: ValueType): { convert: string; forceWrapArray: boolean } {
  if (isListType(to) && !isListType(from)) {
    return from === itemTypeOf(to)
      ? { convert: 'wrapArray', forceWrapArray: false }
      : { ...conversion(from, itemTypeOf(to)), forceWrapArray: true }
  }
  return { convert: scalarConversion(from, to), forceWrapArray: false }
}

function scalarConversion(from: ValueType, to: ValueType): string {
  switch (to) {
    case 'text': {
      if (from === 'date') return 'isoString'
      if (from === 'number') return 'toString'
      return from === 'boolean' ? 'booleanToString' : 'stringify'
    }
    case 'number':
      return 'parseFloat'
    case 'date':
      return 'dateTime'
    default:
      return 'parse'
  }
}

/** What a value most likely is before a conversion, where nothing says so. */
export function likelySource(to: ValueType): ValueType {
  // JSON text is right for objects, numbers and booleans alike.
  return to === 'text' ? 'object' : isListType(to) ? itemTypeOf(to) : 'text'
}
