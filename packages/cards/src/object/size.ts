import { defineCard, z } from '@keyway/sdk'
import { objectField } from '../fields.ts'

export const size = defineCard({
  id: 'object.size',
  title: 'Size',
  description: 'How many keys an object has; 0 when there is no object.',
  standsFor: ['okta-workflows:object.size'],
  input: z.object({ object: objectField('Object') }),
  output: z.object({ size: z.int() }),
  examples: [
    { input: { object: { a: 1, b: { c: 2 } } }, output: { size: 2 } },
    { title: 'no object', input: {}, output: { size: 0 } },
  ],
  run: ({ object }) => ({ size: Object.keys(object).length }),
})
