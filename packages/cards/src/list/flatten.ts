import { anyJson, defineCard, z } from '@keyway/sdk'
import { listsField, toList } from '../fields.ts'

export const flatten = defineCard({
  id: 'list.flatten',
  title: 'Flatten',
  description:
    'One list of the items of several lists, one level deep. A null list has no items; a single value is one.',
  standsFor: ['okta-workflows:list.flatten'],
  input: z.object({ lists: listsField('Lists') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    {
      input: {
        lists: [
          [1, 2],
          [3, [4]],
        ],
      },
      output: { list: [1, 2, 3, [4]] },
    },
    { title: 'odd lists', input: { lists: [null, 'a', []] }, output: { list: ['a'] } },
    { title: 'no lists', input: {}, output: { list: [] } },
  ],
  run: ({ lists }) => ({ list: lists.flatMap(toList) }),
})
