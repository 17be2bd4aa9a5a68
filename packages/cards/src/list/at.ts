import { anyJson, defineCard, field, InputError, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const at = defineCard({
  id: 'list.at',
  title: 'At',
  description: 'The item at a position, counted from 0. A position outside the list is an error.',
  standsFor: ['okta-workflows:list.at'],
  input: z.object({ list: listField('List'), index: field(z.int().default(0), { title: 'Index' }) }),
  output: z.object({ item: anyJson }),
  examples: [
    { input: { list: ['a', 'b'], index: 1 }, output: { item: 'b' } },
    {
      title: 'the first one unless said otherwise',
      input: { list: [{ id: 1 }] },
      output: { item: { id: 1 } },
    },
  ],
  failures: [
    { input: { list: [], index: 0 }, code: 'index_out_of_range' },
    { input: { index: 0 }, code: 'index_out_of_range' },
    { input: { list: ['a'], index: -1 }, code: 'index_out_of_range' },
  ],
  run({ list, index }) {
    const item = list[index]
    if (item !== undefined) return { item }
    const found = `The list has ${String(list.length)} items; found the index ${String(index)}, counted from 0.`
    throw new InputError(`${found} Check the length first.`, { code: 'index_out_of_range' })
  },
})
