export type JsonObject = Record<string, unknown>

/** A copy of an object as parsed from JSON, undefined for anything else. Keys such as `__proto__` stay data. */
export function toJsonObject(value: unknown): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.fromEntries(Object.entries(value))
}

/** As toJsonObject, with an empty object for anything else. */
export const asJsonObject = (value: unknown): JsonObject => toJsonObject(value) ?? {}

/** The strings of a list; empty for anything that is no list. */
export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
