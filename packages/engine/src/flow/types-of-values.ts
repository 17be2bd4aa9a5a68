import { isListType, itemTypeOf, type ScalarType, type ValueType } from '@keyway/sdk'

/** False only when `coerce` refuses every value of the one type (but null) for the other. */
export function canBecome(from: ValueType, to: ValueType): boolean {
  if (isListType(from)) {
    if (isListType(to)) return !refused[itemTypeOf(from)].includes(itemTypeOf(to))
    return to !== 'number' && to !== 'boolean' && to !== 'date'
  }
  return !refused[from].includes(scalarOf(to))
}

export function scalarOf(type: ValueType): ScalarType {
  return isListType(type) ? itemTypeOf(type) : type
}

const refused: Readonly<Record<ScalarType, readonly ScalarType[]>> = {
  any: [],
  text: [],
  number: ['object'],
  boolean: ['number', 'date', 'object'],
  date: ['number', 'boolean', 'object'],
  object: ['number', 'boolean', 'date'],
}

const names: Readonly<Record<ScalarType, readonly [string, string]>> = {
  any: ['any value', 'values'],
  text: ['text', 'texts'],
  number: ['a number', 'numbers'],
  boolean: ['true or false', 'true or false'],
  date: ['a date', 'dates'],
  object: ['an object', 'objects'],
}

/** A type in words: `a list of numbers`. */
export function nameOfType(type: ValueType): string {
  return isListType(type) ? `a list of ${names[itemTypeOf(type)][1]}` : names[type][0]
}

/** A text short enough for a message. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
