import { anyObject, defineCard, isJsonObject, z, type Json, type JsonObject } from '@keyway/sdk'
import { objectListField } from '../fields.ts'

export const mergeDeep = defineCard({
  id: 'object.merge_deep',
  title: 'Merge Deeply',
  description:
    'One object of several, with nested objects merged too. Lists and single values of a later object replace earlier ones.',
  input: z.object({ objects: objectListField('Objects') }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: { objects: [{ p: { x: 1, l: [1, 2] } }, { p: { y: 2, l: [3] } }] },
      output: { output: { p: { x: 1, l: [3], y: 2 } } },
    },
    {
      title: 'an object and a value',
      input: { objects: [{ a: { b: 1 } }, { a: null }] },
      output: { output: { a: null } },
    },
    { title: 'a null object', input: { objects: [null, { a: 1 }] }, output: { output: { a: 1 } } },
    { title: 'no objects', input: {}, output: { output: {} } },
  ],
  run: ({ objects }) => ({
    output: objects.reduce<JsonObject>((merged, one) => mergeTwo(merged, one ?? {}), {}),
  }),
})

/** A Map between, so that a key called `__proto__` stays a key. */
function mergeTwo(left: JsonObject, right: JsonObject): JsonObject {
  const merged = new Map<string, Json>(Object.entries(left))
  for (const [key, value] of Object.entries(right)) {
    const own = merged.get(key)
    merged.set(key, isJsonObject(own) && isJsonObject(value) ? mergeTwo(own, value) : value)
  }
  return Object.fromEntries(merged)
}
