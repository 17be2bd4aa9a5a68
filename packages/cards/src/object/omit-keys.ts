import { anyObject, defineCard, z } from '@keyway/sdk'
import { objectField, textListField } from '../fields.ts'

export const omitKeys = defineCard({
  id: 'object.omit_keys',
  title: 'Omit Keys',
  description: 'An object without the named keys.',
  input: z.object({ object: objectField('Object'), keys: textListField('Keys') }),
  output: z.object({ output: anyObject }),
  examples: [
    { input: { object: { id: 1, secret: 'x' }, keys: ['secret', 'other'] }, output: { output: { id: 1 } } },
    { title: 'no keys', input: { object: { a: 1 } }, output: { output: { a: 1 } } },
    { title: 'no object', input: { keys: ['a'] }, output: { output: {} } },
  ],
  run({ object, keys }) {
    const omitted = new Set(keys)
    return { output: Object.fromEntries(Object.entries(object).filter(([key]) => !omitted.has(key))) }
  },
})
