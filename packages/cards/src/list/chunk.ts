import { anyJson, defineCard, field, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const chunk = defineCard({
  id: 'list.chunk',
  title: 'Chunk',
  description: 'The items in lists of a size, in their order; the last list may be shorter.',
  input: z.object({ list: listField('List'), size: field(z.int().min(1), { title: 'Size' }) }),
  output: z.object({ chunks: z.array(z.array(anyJson)) }),
  examples: [
    { input: { list: [1, 2, 3], size: 2 }, output: { chunks: [[1, 2], [3]] } },
    { title: 'no list', input: { size: 2 }, output: { chunks: [] } },
  ],
  failures: [{ input: { list: [1], size: 0 }, code: 'input_invalid' }],
  run: ({ list, size }) => ({
    chunks: Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
      list.slice(index * size, (index + 1) * size),
    ),
  }),
})
