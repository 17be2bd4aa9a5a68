import { InputError } from '../errors.ts'
import { isJsonObject, type Json, type JsonObject } from '../json.ts'

/** Highest list index that `setPath` creates: a typing error must not allocate a list of a billion nulls. */
const highestIndex = 100_000

/** The parts of a dotted path. Blanks belong to the keys; `''` has no parts and means the value itself. */
export function pathSegments(text: string): string[] {
  return text === '' ? [] : text.split('.')
}

/**
 * The value at a dotted path (`result.0.id`), or null where there is none. A key that is spelt like the whole path wins.
 * A numeric part is an index when it meets a list. Only own properties are seen, so no part reaches a prototype.
 */
export function getPath(value: Json, path: string): Json {
  if (isJsonObject(value) && Object.hasOwn(value, path)) return value[path] ?? null
  let current = value
  for (const segment of pathSegments(path)) {
    if (typeof current !== 'object' || current === null) return null
    current = child(current, segment)
  }
  return current
}

function child(parent: Json[] | JsonObject, segment: string): Json {
  if (Array.isArray(parent)) return isIndex(segment) ? (parent[Number(segment)] ?? null) : null
  return Object.hasOwn(parent, segment) ? (parent[segment] ?? null) : null
}

/**
 * A copy of the object with `value` at a dotted path; what lies beside the path is shared with the original. Missing
 * parts are created: a list where a numeric part follows, else an object. A scalar on the way is replaced.
 * Throws InputError `path_invalid` for an empty path, a key that meets a list, or an index beyond 100,000.
 */
export function setPath(object: JsonObject, path: string, value: Json): JsonObject {
  if (path === '') throw new InputError('The path is empty; name the key to write.', { code: 'path_invalid' })
  if (Object.hasOwn(object, path)) return withKey(object, path, value)
  const [first = '', ...rest] = pathSegments(path)
  return withKey(object, first, write(child(object, first), { segments: rest, path, value }))
}

interface Write {
  segments: readonly string[]
  path: string
  value: Json
}

function write(current: Json, { segments, path, value }: Write): Json {
  const [segment, ...rest] = segments
  if (segment === undefined) return value
  const next = { segments: rest, path, value }
  if (Array.isArray(current) || (!isJsonObject(current) && isIndex(segment))) {
    const list = Array.isArray(current) ? [...current] : []
    const index = toIndex(segment, path)
    while (list.length < index) list.push(null)
    list[index] = write(list[index] ?? null, next)
    return list
  }
  const object = isJsonObject(current) ? current : {}
  return withKey(object, segment, write(child(object, segment), next))
}

function toIndex(segment: string, path: string): number {
  const index = isIndex(segment) ? Number(segment) : Number.NaN
  if (index <= highestIndex) return index
  throw new InputError(
    `The part "${segment}" of the path "${path}" meets a list; expected an index from 0 to ${String(highestIndex)}.`,
    { code: 'path_invalid' },
  )
}

/** A computed key in a literal defines an own property, also for `__proto__`, where an assignment would not. */
function withKey(object: JsonObject, key: string, value: Json): JsonObject {
  return { ...object, [key]: value }
}

function isIndex(segment: string): boolean {
  return /^\d+$/.test(segment)
}
