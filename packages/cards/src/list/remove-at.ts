import { anyJson, defineCard, field, z } from '@keyway/sdk'
import { listField } from '../fields.ts'
import { existingIndex } from '../list-position.ts'

export const removeAt = defineCard({
  id: 'list.remove_at',
  title: 'Remove At',
  description:
    'The item at a position, counted from 0, and the list without it. A position outside the list is an error.',
  input: z.object({ list: listField('List'), index: field(z.int(), { title: 'Index' }) }),
  output: z.object({ list: z.array(anyJson), item: anyJson }),
  examples: [{ input: { list: ['a', 'b', 'c'], index: 1 }, output: { list: ['a', 'c'], item: 'b' } }],
  failures: [
    { input: { list: ['a'], index: 1 }, code: 'index_out_of_range' },
    { input: { index: 0 }, code: 'index_out_of_range' },
  ],
  run({ list, index }) {
    const at = existingIndex(list, index)
    return { list: list.toSpliced(at, 1), item: list[at] ?? null }
  },
})
