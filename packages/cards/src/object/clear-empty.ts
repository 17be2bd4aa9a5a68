import { anyObject, defineCard, isEmpty, isJsonObject, z, type Json, type JsonObject } from '@keyway/sdk'
import { flagField, objectField } from '../fields.ts'

export const clearEmpty = defineCard({
  id: 'object.clear_empty',
  title: 'Clear Empty',
  description:
    'Drops the keys whose value is null, empty text, an empty list or an empty object; on request in nested objects too, ' +
    'innermost first. Items of lists are never dropped.',
  standsFor: ['okta-workflows:object.clearEmpty'],
  input: z.object({ object: objectField('Object'), recursive: flagField('Nested objects too') }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: { object: { a: '', b: [], c: {}, d: null, e: 0, f: false } },
      output: { output: { e: 0, f: false } },
    },
    { title: 'nested, as it is', input: { object: { a: { b: '' } } }, output: { output: { a: { b: '' } } } },
    {
      title: 'nested, cleared',
      input: { object: { a: { b: '' }, c: [{ d: null, e: 1 }, null] }, recursive: true },
      output: { output: { c: [{ e: 1 }, null] } },
    },
    { title: 'no object', input: {}, output: { output: {} } },
  ],
  run: ({ object, recursive }) => ({
    output: withoutEmpty(object, recursive ? clearNested : (value) => value),
  }),
})

function withoutEmpty(object: JsonObject, clear: (value: Json) => Json): JsonObject {
  const entries = Object.entries(object).map(([key, value]): [string, Json] => [key, clear(value)])
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)))
}

function clearNested(value: Json): Json {
  if (Array.isArray(value)) return value.map(clearNested)
  return isJsonObject(value) ? withoutEmpty(value, clearNested) : value
}
