import { anyObject, compare, defineCard, z } from '@keyway/sdk'
import { anyField, objectField, operatorField } from '../fields.ts'

export const filterBy = defineCard({
  id: 'object.filter_by',
  title: 'Filter by Value',
  description: 'Only the keys whose value passes a comparison.',
  input: z.object({ object: objectField('Object'), operator: operatorField, value: anyField('Value') }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: { object: { a: 5, b: 50, c: 500 }, operator: 'greater than', value: 10 },
      output: { output: { b: 50, c: 500 } },
    },
    {
      title: 'what is not empty',
      input: { object: { a: '', b: 0, c: null }, operator: 'is not empty' },
      output: { output: { b: 0 } },
    },
    { title: 'no object', input: { value: 1 }, output: { output: {} } },
  ],
  run: ({ object, operator, value }) => ({
    output: Object.fromEntries(Object.entries(object).filter(([, own]) => compare(own, operator, value))),
  }),
})
