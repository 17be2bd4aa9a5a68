import { isJsonObject, type Json } from '../json.ts'
import { toText, tryCoerce } from './coerce.ts'
import { isEmpty } from './empty.ts'
import { deepEqual } from './equality.ts'
import { isMultipleOf } from './decimal.ts'
import { isListType, itemTypeOf, type Operator, type ValueType } from './types.ts'

/**
 * One comparison, as steps, triggers and cards make it. Both sides are coerced to `type`; without one, to the type of
 * `left` (of `right` when `left` is null). An object or list beside a text is compared as its compact JSON.
 * - A side that has no conversion is equal to nothing and in no order with anything: no error, the answer is false.
 * - Null equals `''` and the text `null`. In the orders and in the text searches null matches nothing.
 * - Text is case sensitive and ordered by code points, dates by instant, false before true.
 */
// A comparison has four parts; as one object it would be built anew for every item of a filter.
// oxlint-disable-next-line max-params
export function compare(left: Json, operator: Operator, right: Json, type?: ValueType): boolean {
  switch (operator) {
    case 'equal to':
      return looselyEqual(left, right, type)
    case 'not equal to':
      return !looselyEqual(left, right, type)
    case 'greater than':
      return (order(left, right, type) ?? 0) > 0
    case 'greater than or equal to':
      return (order(left, right, type) ?? -1) >= 0
    case 'less than':
      return (order(left, right, type) ?? 0) < 0
    case 'less than or equal to':
      return (order(left, right, type) ?? 1) <= 0
    case 'in':
      return holds(right, left, type)
    case 'not in':
      return !holds(right, left, type)
    case 'contains':
      return holds(left, right, type)
    case 'one of':
      return holds(Array.isArray(right) ? right : [right], left, type)
    case 'is empty':
      return isEmpty(left)
    case 'is not empty':
      return !isEmpty(left)
    case 'has key':
      return hasKey(left, right)
    case 'does not have key':
      return !hasKey(left, right)
    case 'a multiple of':
      return isMultiple(left, right)
    case 'equal to and same type':
      return deepEqual(left, right)
    case 'not equal to or not same type':
      return !deepEqual(left, right)
    case 'starts with':
      return left !== null && right !== null && toText(left).startsWith(toText(right))
    case 'ends with':
      return left !== null && right !== null && toText(left).endsWith(toText(right))
  }
}

function looselyEqual(left: Json, right: Json, type?: ValueType): boolean {
  if (left === right) return true
  if (left === null && isNothing(right)) return true
  if (right === null && isNothing(left)) return true
  const common = type ?? commonType(left, right)
  const a = tryCoerce(left, common)
  const b = tryCoerce(right, common)
  return a !== undefined && b !== undefined && deepEqual(a, b)
}

function isNothing(value: Json): boolean {
  return value === null || value === '' || value === 'null'
}

function commonType(left: Json, right: Json): ValueType {
  if (left === null) return right === null ? 'any' : scalarTypeOf(right)
  if (typeof left === 'object' && typeof right === 'string') return 'text'
  return scalarTypeOf(left)
}

function scalarTypeOf(value: Json): ValueType {
  switch (typeof value) {
    case 'string':
      return 'text'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      return 'any'
  }
}

/** Negative, zero or positive; undefined when the two are in no order. */
function order(left: Json, right: Json, type?: ValueType): number | undefined {
  if (left === null || right === null) return undefined
  const common = type ?? commonType(left, right)
  const a = tryCoerce(left, common)
  const b = tryCoerce(right, common)
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return undefined
}

/**
 * Order of two texts by code points: negative, zero or positive. `<` compares UTF-16 units, which puts characters
 * beyond U+FFFF before U+E000 to U+FFFF.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index)
    if (difference === 0) continue
    const bothHigh = a.charCodeAt(index) >= 0xd800 && b.charCodeAt(index) >= 0xd800
    return bothHigh ? rank(a.charCodeAt(index)) - rank(b.charCodeAt(index)) : difference
  }
  return a.length - b.length
}

/** Moves surrogates above every other unit, where the code points they make belong. */
function rank(unit: number): number {
  return unit < 0xe000 ? unit + 0x10000 : unit
}

/** Whether `whole` has `part`: as a member when it is a list, as a part of its text otherwise. */
function holds(whole: Json, part: Json, type?: ValueType): boolean {
  if (Array.isArray(whole)) {
    const memberType = type !== undefined && isListType(type) ? itemTypeOf(type) : type
    return whole.some((member) => looselyEqual(part, member, memberType))
  }
  if (whole === null || part === null) return false
  return toText(whole).includes(toText(part))
}

function hasKey(value: Json, key: Json): boolean {
  if (key === null) return false
  const object = tryCoerce(value, 'object')
  return isJsonObject(object) && Object.hasOwn(object, toText(key))
}

function isMultiple(left: Json, right: Json): boolean {
  const a = tryCoerce(left, 'number')
  const b = tryCoerce(right, 'number')
  return typeof a === 'number' && typeof b === 'number' && isMultipleOf(a, b)
}
