import { anyObject, defineCard, z, type Json } from '@keyway/sdk'
import { listsField, toList } from '../fields.ts'
import { toEntry } from '../object-entries.ts'

export const collapse = defineCard({
  id: 'object.collapse',
  title: 'Collapse',
  description:
    'One object of lists of {key, value}, as Entries makes them. Of equal keys the later one wins; a null list has none.',
  standsFor: ['okta-workflows:object.collapse'],
  input: z.object({ lists: listsField('Lists') }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: {
        lists: [
          [
            { key: 'a', value: 1 },
            { key: 'b', value: 2 },
          ],
          [{ key: 'a', value: null }],
        ],
      },
      output: { output: { a: null, b: 2 } },
    },
    {
      title: 'a number as key, no value',
      input: { lists: [[{ key: 5 }]] },
      output: { output: { '5': null } },
    },
    { title: 'no lists', input: {}, output: { output: {} } },
  ],
  failures: [
    { input: { lists: [['a']] }, code: 'entry_invalid' },
    { input: { lists: [[{ value: 1 }]] }, code: 'entry_invalid' },
  ],
  run: ({ lists }) => ({
    output: Object.fromEntries(lists.flatMap(toList).map((item: Json): [string, Json] => toEntry(item))),
  }),
})
