import { anyJson, defineCard, z } from '@keyway/sdk'
import { listsField, toList } from '../fields.ts'
import { transpose } from '../transpose.ts'

export const unzip = defineCard({
  id: 'list.unzip',
  title: 'Unzip',
  description:
    'The opposite of Zip: the first items of each list in one list, the second ones in another, and so on.',
  input: z.object({ list: listsField('List') }),
  output: z.object({ lists: z.array(z.array(anyJson)) }),
  examples: [
    {
      input: {
        list: [
          ['a', 1],
          ['b', 2],
        ],
      },
      output: {
        lists: [
          ['a', 'b'],
          [1, 2],
        ],
      },
    },
    { title: 'no list', input: {}, output: { lists: [] } },
  ],
  run: ({ list }) => ({ lists: transpose(list.map(toList)) }),
})
