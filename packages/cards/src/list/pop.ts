import { anyJson, defineCard, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const pop = defineCard({
  id: 'list.pop',
  title: 'Get Last Item',
  description: 'The last item of a list, and the list without it. Of an empty list: null.',
  standsFor: ['okta-workflows:list.pop'],
  input: z.object({ list: listField('List') }),
  output: z.object({ list: z.array(anyJson), item: anyJson }),
  examples: [
    { input: { list: ['a', 'b'] }, output: { list: ['a'], item: 'b' } },
    { title: 'empty list', input: { list: [] }, output: { list: [], item: null } },
    { title: 'no list', input: {}, output: { list: [], item: null } },
  ],
  run: ({ list }) => ({ list: list.slice(0, -1), item: list.at(-1) ?? null }),
})
