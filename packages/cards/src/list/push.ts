import { anyJson, defineCard, z } from '@keyway/sdk'
import { anyField, listField } from '../fields.ts'

export const push = defineCard({
  id: 'list.push',
  title: 'Add to End',
  description: 'A copy of the list with one more item at its end.',
  standsFor: ['okta-workflows:list.push'],
  input: z.object({ list: listField('List'), item: anyField('Item') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    { input: { list: ['a'], item: 'b' }, output: { list: ['a', 'b'] } },
    { title: 'no list', input: { item: { id: 1 } }, output: { list: [{ id: 1 }] } },
    { title: 'no item', input: { list: ['a'] }, output: { list: ['a', null] } },
  ],
  run: ({ list, item }) => ({ list: [...list, item] }),
})
