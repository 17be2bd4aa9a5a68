import { OktaError, validationError } from '../errors/okta-error.ts'
import type { SimContext } from './sim-env.ts'

export type JsonObject = Record<string, unknown>

/** The request body as an object. Throws OktaError E0000003 when it is none. */
export async function readBody(c: SimContext): Promise<JsonObject> {
  const text = await c.req.text()
  try {
    const body = toJsonObject(JSON.parse(text))
    if (body !== undefined) return body
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown
  }
  throw new OktaError('E0000003')
}

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

function toJsonObject(value: unknown): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.fromEntries(Object.entries(value))
}
