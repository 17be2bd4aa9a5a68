import { anyJson, defineCard, z } from '@keyway/sdk'
import { listsField, toList } from '../fields.ts'
import { toIdentity, uniqueBy } from '../value-set.ts'

export const intersection = defineCard({
  id: 'list.intersection',
  title: 'Intersection',
  description: 'The items that every list has, each once, in the order of the first list.',
  standsFor: ['okta-workflows:list.intersection'],
  input: z.object({ lists: listsField('Lists') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    {
      input: {
        lists: [
          ['a', 'b', 'a'],
          ['c', 'a'],
        ],
      },
      output: { list: ['a'] },
    },
    {
      title: 'objects',
      input: { lists: [[{ a: 1, b: 2 }], [{ b: 2, a: 1 }]] },
      output: { list: [{ a: 1, b: 2 }] },
    },
    { title: 'a null list', input: { lists: [['a'], null] }, output: { list: [] } },
    { title: 'no lists', input: {}, output: { list: [] } },
  ],
  run({ lists }) {
    const [first = [], ...others] = lists.map(toList)
    const sets = others.map((list) => new Set(list.map(toIdentity)))
    const shared = first.filter((item) => {
      const identity = toIdentity(item)
      return sets.every((set) => set.has(identity))
    })
    return { list: uniqueBy(shared, (item) => item) }
  },
})
