import { anyJson, defineCard, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const shift = defineCard({
  id: 'list.shift',
  title: 'Get First Item',
  description: 'The first item of a list, and the list without it. Of an empty list: null.',
  standsFor: ['okta-workflows:list.shift'],
  input: z.object({ list: listField('List') }),
  output: z.object({ list: z.array(anyJson), item: anyJson }),
  examples: [
    { input: { list: ['a', 'b'] }, output: { list: ['b'], item: 'a' } },
    { title: 'empty list', input: { list: [] }, output: { list: [], item: null } },
    { title: 'no list', input: {}, output: { list: [], item: null } },
  ],
  run: ({ list }) => ({ list: list.slice(1), item: list[0] ?? null }),
})
