import { defineCard, z } from '@keyway/sdk'
import { objectField } from '../fields.ts'

export const keys = defineCard({
  id: 'object.keys',
  title: 'Keys',
  description: 'The keys of an object.',
  standsFor: ['okta-workflows:object.keys'],
  input: z.object({ object: objectField('Object') }),
  output: z.object({ keys: z.array(z.string()) }),
  examples: [
    { input: { object: { id: 1, login: null } }, output: { keys: ['id', 'login'] } },
    { title: 'no object', input: {}, output: { keys: [] } },
  ],
  run: ({ object }) => ({ keys: Object.keys(object) }),
})
