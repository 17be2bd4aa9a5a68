import { defineCard, field, z } from '@keyway/sdk'
import { anyField } from '../fields.ts'

export const stringify = defineCard({
  id: 'json.stringify',
  title: 'Stringify',
  description:
    'A value as JSON text: compact, or with lines and so many blanks for each level. Text comes out in quotes, null as null.',
  standsFor: ['okta-workflows:json.stringify'],
  input: z.object({
    value: anyField('Value'),
    indent: field(z.int().min(0).max(10).default(0), { title: 'Blanks for each level' }),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { value: { a: [1, null] } }, output: { output: '{"a":[1,null]}' } },
    { title: 'text', input: { value: 'a"b' }, output: { output: '"a\\"b"' } },
    {
      title: 'with lines',
      input: { value: { a: [1] }, indent: 2 },
      output: { output: '{\n  "a": [\n    1\n  ]\n}' },
    },
    { title: 'no value', input: {}, output: { output: 'null' } },
  ],
  failures: [{ input: { value: 1, indent: 11 }, code: 'input_invalid' }],
  run: ({ value, indent }) => ({ output: JSON.stringify(value, null, indent) }),
})
