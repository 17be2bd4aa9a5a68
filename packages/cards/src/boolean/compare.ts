import { compare as compareValues, defineCard, z } from '@keyway/sdk'
import { anyField, comparedTypeField, operatorField } from '../fields.ts'

export const compare = defineCard({
  id: 'boolean.compare',
  title: 'Compare',
  description: 'Whether a comparison of two values holds, by the same rules as conditions.',
  standsFor: ['okta-workflows:boolean.compare'],
  input: z.object({
    left: anyField('Value a'),
    operator: operatorField,
    right: anyField('Value b'),
    type: comparedTypeField,
  }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { left: 'ACTIVE', operator: 'equal to', right: 'ACTIVE' }, output: { result: true } },
    {
      title: 'text by characters',
      input: { left: '80', operator: 'greater than', right: '9' },
      output: { result: false },
    },
    {
      title: 'text as numbers',
      input: { left: '80', operator: 'greater than', right: '9', type: 'number' },
      output: { result: true },
    },
    { title: 'null equals empty text', input: { right: '' }, output: { result: true } },
  ],
  run: ({ left, operator, right, type }) => ({ result: compareValues(left, operator, right, type) }),
})
