import { defineCard, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const length = defineCard({
  id: 'list.length',
  title: 'Length',
  description: 'How many items a list has; 0 when there is no list.',
  standsFor: ['okta-workflows:list.length'],
  input: z.object({ list: listField('List') }),
  output: z.object({ length: z.int() }),
  examples: [
    { input: { list: ['a', null] }, output: { length: 2 } },
    { title: 'empty list', input: { list: [] }, output: { length: 0 } },
    { title: 'no list', input: {}, output: { length: 0 } },
  ],
  run: ({ list }) => ({ length: list.length }),
})
