import { anyJson, defineCard, field, z } from '@keyway/sdk'
import { anyField, listField } from '../fields.ts'
import { existingIndex } from '../list-position.ts'

export const replaceAt = defineCard({
  id: 'list.replace_at',
  title: 'Replace At',
  description:
    'A copy of the list with another item at a position, counted from 0. A position outside the list is an error.',
  input: z.object({
    list: listField('List'),
    index: field(z.int(), { title: 'Index' }),
    item: anyField('Item'),
  }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [{ input: { list: ['a', 'x'], index: 1, item: 'b' }, output: { list: ['a', 'b'] } }],
  failures: [
    { input: { list: ['a'], index: 1, item: 'b' }, code: 'index_out_of_range' },
    { input: { list: ['a'], index: -1, item: 'b' }, code: 'index_out_of_range' },
  ],
  run: ({ list, index, item }) => ({ list: list.with(existingIndex(list, index), item) }),
})
