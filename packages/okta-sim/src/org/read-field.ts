import { validationError } from '../errors/okta-error.ts'
import type { JsonObject } from './json-object.ts'
import { toJsonObject } from './json-object.ts'

/** The object under a key, empty when absent. Throws OktaError E0000001 when something else is there. */
export function readObject(body: JsonObject, key: string): JsonObject {
  const value = body[key]
  if (value === undefined || value === null) return {}
  const object = toJsonObject(value)
  if (object === undefined) throw validationError(key, [`${key}: Expected an object`])
  return object
}

/** The string under a key, undefined when absent. Throws OktaError E0000001 when something else is there. */
export function readText(body: JsonObject, key: string): string | undefined {
  const value = body[key]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw validationError(key, [`${key}: Expected a string`])
  return value
}
