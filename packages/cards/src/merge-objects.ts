import type { JsonObject } from '@keyway/sdk'

/**
 * One object of several; later ones win, null counts as empty. Entries become own properties of the result, whatever
 * they are called: `Object.assign` would run the setter of `__proto__`.
 */
export function mergeObjects(objects: readonly (JsonObject | null)[]): JsonObject {
  return Object.fromEntries(objects.flatMap((object) => Object.entries(object ?? {})))
}
