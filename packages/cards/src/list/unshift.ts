import { anyJson, defineCard, z } from '@keyway/sdk'
import { anyField, listField } from '../fields.ts'

export const unshift = defineCard({
  id: 'list.unshift',
  title: 'Add to Front',
  description: 'A copy of the list with one more item before all others.',
  standsFor: ['okta-workflows:list.unshift'],
  input: z.object({ list: listField('List'), item: anyField('Item') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    { input: { list: ['b'], item: 'a' }, output: { list: ['a', 'b'] } },
    { title: 'no list', input: { item: 1 }, output: { list: [1] } },
    { title: 'no item', input: { list: ['a'] }, output: { list: [null, 'a'] } },
  ],
  run: ({ list, item }) => ({ list: [item, ...list] }),
})
