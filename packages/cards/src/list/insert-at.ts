import { anyJson, defineCard, field, z } from '@keyway/sdk'
import { anyField, listField } from '../fields.ts'
import { existingIndex } from '../list-position.ts'

export const insertAt = defineCard({
  id: 'list.insert_at',
  title: 'Insert At',
  description:
    'A copy of the list with one more item at a position, counted from 0; the length of the list is its end.',
  input: z.object({
    list: listField('List'),
    index: field(z.int(), { title: 'Index' }),
    item: anyField('Item'),
  }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    { input: { list: ['a', 'c'], index: 1, item: 'b' }, output: { list: ['a', 'b', 'c'] } },
    { title: 'at the end', input: { list: ['a'], index: 1, item: 'b' }, output: { list: ['a', 'b'] } },
    { title: 'no list', input: { index: 0, item: 'a' }, output: { list: ['a'] } },
  ],
  failures: [
    { input: { list: [], index: 1 }, code: 'index_out_of_range' },
    { input: { list: [1], index: -1 }, code: 'index_out_of_range' },
  ],
  run({ list, index, item }) {
    const at = index === list.length ? index : existingIndex(list, index)
    return { list: list.toSpliced(at, 0, item) }
  },
})
