import { defineCard, isEmpty as isEmptyValue, z } from '@keyway/sdk'
import { anyField } from '../fields.ts'

export const isEmpty = defineCard({
  id: 'boolean.is_empty',
  title: 'Is Empty',
  description:
    'Whether a value is null, empty text, an empty list or an empty object. 0 and false are values.',
  input: z.object({ value: anyField('Value') }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { value: [] }, output: { result: true } },
    { input: { value: 0 }, output: { result: false } },
    { title: 'a blank is text', input: { value: ' ' }, output: { result: false } },
    { title: 'no value', input: {}, output: { result: true } },
  ],
  run: ({ value }) => ({ result: isEmptyValue(value) }),
})
