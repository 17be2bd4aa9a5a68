import { defineCard, z } from '@keyway/sdk'
import { namedOutputs, objectField } from '../fields.ts'

export const assign = defineCard({
  id: 'flow.assign',
  title: 'Assign',
  description: 'Gives names to values: each name becomes an output.',
  standsFor: ['okta-workflows:control.let'],
  input: z.object({ values: objectField('Values') }),
  output: namedOutputs,
  examples: [
    { input: { values: { limit: 5, domain: 'example.com' } }, output: { limit: 5, domain: 'example.com' } },
    { title: 'null stays null', input: { values: { x: null } }, output: { x: null } },
    { title: 'no values', input: {}, output: {} },
  ],
  run: ({ values }) => values,
})
