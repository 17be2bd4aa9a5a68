import { z } from 'zod'

/** Any JSON value: what flows between steps, what the journal stores. Dates travel as ISO-8601 text. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/**
 * Schema of "any JSON value". It accepts without walking the value: values between steps come from `JSON.parse` or from
 * a card that was itself checked, so a deep second check would cost more than the step.
 */
export const anyJson = z.unknown() as unknown as z.ZodType<Json, Json>

/** Schema of "any JSON object" (a list is not one). */
export const anyObject = z.record(z.string(), anyJson)

/** True for a plain JSON object, false for lists, null and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
