import { anyObject, defineCard, InputError, z } from '@keyway/sdk'
import { listField, textListField } from '../fields.ts'

export const zip = defineCard({
  id: 'object.zip',
  title: 'Zip',
  description:
    'An object of a list of keys and a list of values. Dots in keys do not nest. Keys without a value get null; more values than keys are an error.',
  standsFor: ['okta-workflows:object.zip'],
  input: z.object({ keys: textListField('Keys'), values: listField('Values') }),
  output: z.object({ object: anyObject }),
  examples: [
    {
      input: { keys: ['first.name', 'last.name'], values: ['Ada', 'Lovelace'] },
      output: { object: { 'first.name': 'Ada', 'last.name': 'Lovelace' } },
    },
    {
      title: 'fewer values',
      input: { keys: ['a', 'b'], values: [1] },
      output: { object: { a: 1, b: null } },
    },
    { title: 'no keys', input: {}, output: { object: {} } },
  ],
  failures: [{ input: { keys: ['a'], values: [1, 2] }, code: 'lists_differ' }],
  run({ keys, values }) {
    if (values.length > keys.length) {
      throw new InputError(
        `Found ${String(keys.length)} keys and ${String(values.length)} values; name a key for each value.`,
        { code: 'lists_differ' },
      )
    }
    return { object: Object.fromEntries(keys.map((key, index) => [key, values[index] ?? null])) }
  },
})
