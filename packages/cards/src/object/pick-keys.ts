import { anyObject, defineCard, z } from '@keyway/sdk'
import { objectField, textListField } from '../fields.ts'

export const pickKeys = defineCard({
  id: 'object.pick_keys',
  title: 'Pick Keys',
  description:
    'Only the named keys of an object, in the order in which they are named. Keys it does not have are left out.',
  input: z.object({ object: objectField('Object'), keys: textListField('Keys') }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: { object: { id: 1, login: 'ada', secret: 'x' }, keys: ['login', 'id'] },
      output: { output: { login: 'ada', id: 1 } },
    },
    { title: 'not inherited', input: { object: { a: 1 }, keys: ['toString'] }, output: { output: {} } },
    { title: 'no object', input: { keys: ['a'] }, output: { output: {} } },
  ],
  run: ({ object, keys }) => ({
    output: Object.fromEntries(
      keys.filter((key) => Object.hasOwn(object, key)).map((key) => [key, object[key] ?? null]),
    ),
  }),
})
