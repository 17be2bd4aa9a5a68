import { anyObject, defineCard, isEmpty, isJsonObject, z, type Json } from '@keyway/sdk'
import { objectField } from '../fields.ts'

export const flatten = defineCard({
  id: 'object.flatten',
  title: 'Flatten',
  description:
    'An object with one level: nested keys and positions in lists become paths such as profile.emails.0. Empty lists and objects stay.',
  input: z.object({ object: objectField('Object') }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: { object: { id: 1, profile: { login: 'ada', emails: ['a', 'b'] } } },
      output: { output: { id: 1, 'profile.login': 'ada', 'profile.emails.0': 'a', 'profile.emails.1': 'b' } },
    },
    {
      title: 'empty ones',
      input: { object: { a: { b: {} }, c: [] } },
      output: { output: { 'a.b': {}, c: [] } },
    },
    { title: 'no object', input: {}, output: { output: {} } },
  ],
  run: ({ object }) => ({
    output: Object.fromEntries(Object.entries(object).flatMap(([key, value]) => leaves(key, value))),
  }),
})

function leaves(path: string, value: Json): [string, Json][] {
  const isNested = (Array.isArray(value) || isJsonObject(value)) && !isEmpty(value)
  if (!isNested) return [[path, value]]
  return Object.entries(value).flatMap(([key, item]) => leaves(`${path}.${key}`, item))
}
