import { deepEqual, isJsonObject, type Json, type JsonObject } from '@keyway/sdk'

/** One place where two values differ. Undefined stands for "not there". */
export interface ValueChange {
  path: (string | number)[]
  from: Json | undefined
  to: Json | undefined
}

/**
 * The smallest places where two values differ. A reference or a constant is one value, as is a list that grew or shrank:
 * which of its items is which cannot be told.
 */
export function diffValues(
  from: Json | undefined,
  to: Json | undefined,
  path: (string | number)[] = [],
): ValueChange[] {
  if (from === undefined || to === undefined) return from === to ? [] : [{ path, from, to }]
  if (deepEqual(from, to)) return []
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length && from.some(isContainer)) {
    return from.flatMap((item, at) => diffValues(item, to[at], [...path, at]))
  }
  if (!isJsonObject(from) || !isJsonObject(to) || isWhole(from, to)) return [{ path, from, to }]
  return unionOfKeys(from, to).flatMap((key) => diffValues(own(from, key), own(to, key), [...path, key]))
}

function isContainer(value: Json): boolean {
  return typeof value === 'object' && value !== null
}

/** What is read as one: references, constants, and conditions that are joined in another way or out of more parts. */
function isWhole(from: JsonObject, to: JsonObject): boolean {
  return [from, to].some((value) => typeof value.ref === 'string') || formOf(from) !== formOf(to)
}

function formOf(value: JsonObject): string | undefined {
  const form = ['const', 'is', 'all', 'any', 'none'].find((key) => Object.hasOwn(value, key))
  const parts = form === undefined ? undefined : value[form]
  return Array.isArray(parts) ? `${form} of ${parts.length}` : form
}

function unionOfKeys(from: JsonObject, to: JsonObject): string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
