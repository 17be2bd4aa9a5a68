import { defineCard, z } from '@keyway/sdk'
import { anyField } from '../fields.ts'

export const stringify = defineCard({
  id: 'json.stringify',
  title: 'Stringify',
  description: 'A value as compact JSON text. Text comes out in quotes, null as null.',
  standsFor: ['okta-workflows:json.stringify'],
  input: z.object({ value: anyField('Value') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { value: { a: [1, null] } }, output: { output: '{"a":[1,null]}' } },
    { title: 'text', input: { value: 'a"b' }, output: { output: '"a\\"b"' } },
    { title: 'no value', input: {}, output: { output: 'null' } },
  ],
  run: ({ value }) => ({ output: JSON.stringify(value) }),
})
