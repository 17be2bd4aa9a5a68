import { anyJson, compare, defineCard, z } from '@keyway/sdk'
import { anyField, comparedTypeField, operatorField } from '../fields.ts'

export const assignIf = defineCard({
  id: 'flow.assign_if',
  title: 'Assign If',
  description: 'One of two values, depending on a comparison.',
  standsFor: ['okta-workflows:control.assignIf'],
  input: z.object({
    left: anyField('Value a'),
    operator: operatorField,
    right: anyField('Value b'),
    type: comparedTypeField,
    whenTrue: anyField('Value if true'),
    whenFalse: anyField('Value if false'),
  }),
  output: z.object({ output: anyJson }),
  examples: [
    {
      input: { left: 51, operator: 'greater than', right: 50, whenTrue: 'high', whenFalse: 'low' },
      output: { output: 'high' },
    },
    {
      title: 'numbers in text, compared as numbers',
      input: { left: '9', operator: 'greater than', right: '50', type: 'number', whenTrue: 1, whenFalse: 0 },
      output: { output: 0 },
    },
    {
      title: 'an absent value is empty',
      input: { operator: 'is empty', whenTrue: true, whenFalse: false },
      output: { output: true },
    },
    { title: 'no value for the case', input: { left: 1, right: 2, whenTrue: 'x' }, output: { output: null } },
  ],
  run: ({ left, operator, right, type, whenTrue, whenFalse }) => ({
    output: compare(left, operator, right, type) ? whenTrue : whenFalse,
  }),
})
