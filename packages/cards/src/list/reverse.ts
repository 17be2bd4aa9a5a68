import { anyJson, defineCard, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const reverse = defineCard({
  id: 'list.reverse',
  title: 'Reverse',
  description: 'The items from last to first.',
  standsFor: ['okta-workflows:list.reverse'],
  input: z.object({ list: listField('List') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    { input: { list: [1, 2, 3] }, output: { list: [3, 2, 1] } },
    { title: 'no list', input: {}, output: { list: [] } },
  ],
  run: ({ list }) => ({ list: list.toReversed() }),
})
