import { anyJson, defineCard, z } from '@keyway/sdk'
import { objectField } from '../fields.ts'

export const entries = defineCard({
  id: 'object.entries',
  title: 'Entries',
  description: 'The keys of an object with their values, as a list of {key, value}; a loop can run over it.',
  input: z.object({ object: objectField('Object') }),
  output: z.object({ entries: z.array(z.object({ key: z.string(), value: anyJson })) }),
  examples: [
    {
      input: { object: { id: 1, login: null } },
      output: {
        entries: [
          { key: 'id', value: 1 },
          { key: 'login', value: null },
        ],
      },
    },
    { title: 'no object', input: {}, output: { entries: [] } },
  ],
  run: ({ object }) => ({ entries: Object.entries(object).map(([key, value]) => ({ key, value })) }),
})
