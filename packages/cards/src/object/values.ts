import { anyJson, defineCard, z } from '@keyway/sdk'
import { objectField } from '../fields.ts'

export const values = defineCard({
  id: 'object.values',
  title: 'Values',
  description: 'The values of an object, in the order of its keys.',
  standsFor: ['okta-workflows:object.values'],
  input: z.object({ object: objectField('Object') }),
  output: z.object({ values: z.array(anyJson) }),
  examples: [
    { input: { object: { id: 1, login: null } }, output: { values: [1, null] } },
    { title: 'no object', input: {}, output: { values: [] } },
  ],
  run: ({ object }) => ({ values: Object.values(object) }),
})
