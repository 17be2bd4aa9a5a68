import { anyJson, defineCard, z } from '@keyway/sdk'
import { listsField, toList } from '../fields.ts'

export const concat = defineCard({
  id: 'list.concat',
  title: 'Combine All',
  description: 'The items of all lists one after the other, repetitions included. A null list has no items.',
  standsFor: ['okta-workflows:list.concat'],
  input: z.object({ lists: listsField('Lists') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    {
      input: {
        lists: [
          ['a', 'b'],
          ['b', ['c']],
        ],
      },
      output: { list: ['a', 'b', 'b', ['c']] },
    },
    { title: 'a null list', input: { lists: [null, [1]] }, output: { list: [1] } },
    { title: 'no lists', input: {}, output: { list: [] } },
  ],
  run: ({ lists }) => ({ list: lists.flatMap(toList) }),
})
