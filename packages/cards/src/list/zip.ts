import { anyJson, defineCard, z } from '@keyway/sdk'
import { listsField, toList } from '../fields.ts'
import { transpose } from '../transpose.ts'

export const zip = defineCard({
  id: 'list.zip',
  title: 'Zip',
  description:
    'A list of lists: the first items of all lists together, then the second ones, and so on. Where a list is shorter, null.',
  input: z.object({ lists: listsField('Lists') }),
  output: z.object({ list: z.array(z.array(anyJson)) }),
  examples: [
    {
      input: { lists: [['a', 'b'], [1]] },
      output: {
        list: [
          ['a', 1],
          ['b', null],
        ],
      },
    },
    { title: 'a null list', input: { lists: [['a'], null] }, output: { list: [['a', null]] } },
    { title: 'no lists', input: {}, output: { list: [] } },
  ],
  run: ({ lists }) => ({ list: transpose(lists.map(toList)) }),
})
