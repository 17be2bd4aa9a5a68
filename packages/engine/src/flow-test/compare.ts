import { isJsonObject, type Json } from '@keyway/sdk'
import { formatPath } from '../flow/schema.ts'

/** A place where something else was found than was expected; undefined stands for nothing there. */
export interface Difference {
  path: string
  expected: Json | undefined
  found: Json | undefined
  /** In words, where expected and found do not say it. */
  message?: string
}

type Path = readonly (string | number)[]

/** Where two values differ, each place by itself. */
export function compareDeep(expected: Json | undefined, found: Json | undefined, path: Path): Difference[] {
  if (Array.isArray(expected) && Array.isArray(found)) {
    const length = Math.max(expected.length, found.length)
    return Array.from({ length }, (_, at) => compareDeep(expected[at], found[at], [...path, at])).flat()
  }
  if (isJsonObject(expected) && isJsonObject(found)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)])
    return [...keys].flatMap((key) => compareDeep(own(expected, key), own(found, key), [...path, key]))
  }
  return Object.is(expected, found) || (expected === 0 && found === 0)
    ? []
    : [{ path: formatPath([...path]), expected, found }]
}

/** The same for the keys that are expected; others are of no interest. */
export function compareNamed(expected: object, found: object, path: Path): Difference[] {
  return Object.entries(expected).flatMap(([key, value]: [string, Json | undefined]) =>
    value === undefined ? [] : compareDeep(value, own(found, key), [...path, key]),
  )
}

function own(object: object, key: string): Json | undefined {
  const found: Json | undefined = Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined
  return found
}
