import { getPath, isJsonObject, pathSegments, type Json, type JsonObject } from '@keyway/sdk'

/** Whether there is anything at a path, null included. Only own properties count. */
export function hasPath(object: JsonObject, path: string): boolean {
  if (path === '' || Object.hasOwn(object, path)) return true
  const segments = pathSegments(path)
  const parent = getPath(object, segments.slice(0, -1).join('.'))
  return hasKey(parent, segments.at(-1) ?? '')
}

/** A copy without what lies at a path; what lies beside the path is shared with the original. */
export function withoutPath(object: JsonObject, path: string): JsonObject {
  if (Object.hasOwn(object, path)) return withoutKey(object, path)
  const changed = remove(object, pathSegments(path))
  return isJsonObject(changed) ? changed : object
}

function remove(value: Json, [segment, ...rest]: readonly string[]): Json {
  if (segment === undefined || !hasKey(value, segment)) return value
  if (Array.isArray(value)) {
    const index = Number(segment)
    return rest.length === 0
      ? value.toSpliced(index, 1)
      : value.with(index, remove(value[index] ?? null, rest))
  }
  if (!isJsonObject(value)) return value
  return rest.length === 0
    ? withoutKey(value, segment)
    : { ...value, [segment]: remove(value[segment] ?? null, rest) }
}

function hasKey(value: Json, key: string): boolean {
  if (Array.isArray(value)) return /^\d+$/.test(key) && Number(key) < value.length
  return isJsonObject(value) && Object.hasOwn(value, key)
}

function withoutKey(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}
