import { InputError } from '../errors.ts'
import { isJsonObject, type Json } from '../json.ts'
import { parseDateText, toIsoText } from './date-text.ts'
import { isListType, itemTypeOf, type ScalarType, type ValueType } from './types.ts'

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
const canonicalDate = /^\d{4}-\d{2}-(\d{2})T(?:[01]\d|2[0-3]):\d{2}:\d{2}\.\d{3}Z$/

/**
 * The one conversion table of the product: a value as the declared type of where it goes.
 * - text: numbers as shortest decimals, `true` and `false`, objects and lists as compact JSON, null as `''`;
 * - number: text that is a number from end to end; `''` and null are null;
 * - boolean: `true` and `false` in any case, 1 and 0; `''` and null are false;
 * - date: ISO-8601 UTC text with milliseconds, from dates in text or unix milliseconds; `''` and null are null;
 * - object: JSON text; `''` is `{}`, null stays null, and a list stays a list (a JSON body may be either);
 * - lists: item by item; a single value becomes a list of one; null is `[]`, as is `''` unless a text is wanted;
 * - any: untouched.
 *
 * A value that already has the type is returned itself. Throws InputError `type_mismatch` when there is no conversion.
 */
export function coerce(value: Json, type: ValueType): Json {
  const result = tryCoerce(value, type)
  if (result === undefined) throw mismatch(value, type)
  return result
}

/** `coerce` that answers undefined when there is no conversion. */
export function tryCoerce(value: Json, type: ValueType): Json | undefined {
  return isListType(type) ? toList(value, itemTypeOf(type)) : toScalar(value, type)
}

function toList(value: Json, item: ScalarType): Json[] | undefined {
  if (Array.isArray(value)) return coerceItems(value, item)
  if (value === null) return []
  if (value === '' && item !== 'text' && item !== 'any') return []
  const single = toScalar(value, item)
  if (single === undefined) return undefined
  // JSON text of a list, wanted as a list of objects, is that list and not a list of one list.
  return Array.isArray(single) && item === 'object' ? single : [single]
}

/** Copies the list only from the first item on that changes. */
function coerceItems(list: Json[], type: ScalarType): Json[] | undefined {
  if (type === 'any') return list
  let copy: Json[] | undefined
  for (const [index, item] of list.entries()) {
    const coerced = toScalar(item, type)
    if (coerced === undefined) return undefined
    if (copy === undefined && coerced !== item) copy = list.slice(0, index)
    copy?.push(coerced)
  }
  return copy ?? list
}

function toScalar(value: Json, type: ScalarType): Json | undefined {
  switch (type) {
    case 'any':
      return value
    case 'text':
      return toText(value)
    case 'number':
      return typeof value === 'number' ? value : toNumber(value)
    case 'boolean':
      return typeof value === 'boolean' ? value : toBoolean(value)
    case 'date':
      return toDate(value)
    case 'object':
      return isJsonObject(value) || Array.isArray(value) ? value : toObject(value)
  }
}

/** Any value as text: `coerce(value, 'text')`, which always succeeds. */
export function toText(value: Json): string {
  if (typeof value === 'string') return value
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function toNumber(value: Json): Json | undefined {
  if (value === null) return null
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text === '') return null
  const number = decimal.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

function toBoolean(value: Json): boolean | undefined {
  if (value === null || value === 0) return false
  if (value === 1) return true
  if (typeof value !== 'string') return undefined
  switch (value.trim().toLowerCase()) {
    case 'true':
    case '1':
      return true
    case 'false':
    case '0':
    case '':
      return false
    default:
      return undefined
  }
}

function toDate(value: Json): Json | undefined {
  if (value === null) return null
  if (typeof value === 'number') return toIsoText(value)
  if (typeof value !== 'string') return undefined
  if (isCanonicalDate(value)) return value
  const instant = parseDateText(value)
  if (instant === undefined) return value.trim() === '' ? null : undefined
  return toIsoText(instant)
}

/** Spares dates that passed through before the parser. `Date.parse` lets days after the 28th roll over. */
function isCanonicalDate(text: string): boolean {
  const day = canonicalDate.exec(text)?.[1]
  return day !== undefined && day <= '28' && !Number.isNaN(Date.parse(text))
}

function toObject(value: Json): Json | undefined {
  if (value === null) return null
  if (typeof value !== 'string') return undefined
  if (value.trim() === '') return {}
  try {
    const parsed: Json = JSON.parse(value)
    return typeof parsed === 'object' ? parsed : undefined
  } catch {
    return undefined
  }
}

const expectations: Record<ScalarType, string> = {
  any: 'any value',
  text: 'text',
  number: 'a number, or text that is one, such as "12.5"',
  boolean: 'true or false (or those words as text, or 1 or 0)',
  date: 'a date, such as "2026-11-21T10:00:00.000Z"',
  object: 'an object, or JSON text of one',
}

function mismatch(value: Json, type: ValueType): InputError {
  if (isListType(type)) {
    const item = itemTypeOf(type)
    const culprit = Array.isArray(value)
      ? value.find((member) => toScalar(member, item) === undefined)
      : value
    return mismatch(culprit ?? null, item)
  }
  return new InputError(`Found ${describe(value)}, expected ${expectations[type]}.`, {
    code: 'type_mismatch',
  })
}

/** Kind and beginning of a value, short enough for an error message. */
function describe(value: Json): string {
  const kind =
    typeof value === 'object' ? (Array.isArray(value) ? 'the list' : 'the object') : `the ${nameOf(value)}`
  const text = JSON.stringify(value)
  return `${kind} ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`
}

function nameOf(value: string | number | boolean): string {
  return typeof value === 'string' ? 'text' : typeof value
}
