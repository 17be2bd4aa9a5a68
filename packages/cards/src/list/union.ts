import { anyJson, defineCard, z } from '@keyway/sdk'
import { listsField, toList } from '../fields.ts'
import { uniqueBy } from '../value-set.ts'

export const union = defineCard({
  id: 'list.union',
  title: 'Union',
  description: 'The items of all lists, each once, in the order in which they first occur.',
  standsFor: ['okta-workflows:list.union'],
  input: z.object({ lists: listsField('Lists') }),
  output: z.object({ union: z.array(anyJson) }),
  examples: [
    {
      input: {
        lists: [
          ['b', 'a'],
          ['a', 'c'],
        ],
      },
      output: { union: ['b', 'a', 'c'] },
    },
    { title: 'a null list', input: { lists: [null, ['a']] }, output: { union: ['a'] } },
    { title: 'no lists', input: {}, output: { union: [] } },
  ],
  run: ({ lists }) => ({ union: uniqueBy(lists.flatMap(toList), (item) => item) }),
})
