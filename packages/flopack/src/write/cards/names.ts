import { isJsonObject } from '@keyway/sdk'
import type { Value } from '@keyway/engine'
import { readConstant } from '../values.ts'

/** `Group/key`, or the key of a field without a group. */
export function splitName(name: string): [string | null, string] {
  const slash = name.indexOf('/')
  return slash === -1 ? [null, name] : [name.slice(0, slash), name.slice(slash + 1)]
}

/** The fields of an object that is written out in the document. */
export function literalFields(value: Value | undefined): [string, Value][] | undefined {
  if (value === undefined) return []
  const constant = readConstant(value)
  if (constant !== undefined) {
    return isJsonObject(constant.value)
      ? Object.entries(constant.value).map(([key, part]) => [key, { const: part }])
      : undefined
  }
  return isJsonObject(value) && typeof value.ref !== 'string' ? Object.entries(value) : undefined
}
