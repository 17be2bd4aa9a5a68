import { anyJson, defineCard, z } from '@keyway/sdk'
import { objectField } from '../fields.ts'

export const unzip = defineCard({
  id: 'object.unzip',
  title: 'Unzip',
  description: 'The keys of an object in one list, and their values in another.',
  standsFor: ['okta-workflows:object.unzip'],
  input: z.object({ object: objectField('Object') }),
  output: z.object({ keys: z.array(z.string()), values: z.array(anyJson) }),
  examples: [
    {
      input: { object: { 'first.name': 'Ada', n: 1 } },
      output: { keys: ['first.name', 'n'], values: ['Ada', 1] },
    },
    { title: 'no object', input: {}, output: { keys: [], values: [] } },
  ],
  run: ({ object }) => ({ keys: Object.keys(object), values: Object.values(object) }),
})
