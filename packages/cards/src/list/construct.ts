import { anyJson, defineCard, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const construct = defineCard({
  id: 'list.construct',
  title: 'Construct',
  description: 'A list of the given values, in their order.',
  standsFor: ['okta-workflows:list.construct'],
  input: z.object({ items: listField('Items') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    { input: { items: ['email', 'firstName'] }, output: { list: ['email', 'firstName'] } },
    { title: 'null keeps its place', input: { items: [1, null] }, output: { list: [1, null] } },
    { title: 'no items', input: {}, output: { list: [] } },
  ],
  run: ({ items }) => ({ list: items }),
})
