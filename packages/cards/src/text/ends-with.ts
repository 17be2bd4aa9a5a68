import { defineCard, z } from '@keyway/sdk'
import { caseField, textField } from '../fields.ts'

export const endsWith = defineCard({
  id: 'text.ends_with',
  title: 'Ends With',
  description: 'Whether a text ends with another. Every text ends with an empty one.',
  input: z.object({ text: textField('Text'), search: textField('Ends with'), caseSensitive: caseField }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { text: 'ada@example.com', search: '@example.com' }, output: { result: true } },
    { input: { text: 'ada@EXAMPLE.com', search: '@example.com' }, output: { result: false } },
    {
      title: 'in any case',
      input: { text: 'ada@EXAMPLE.com', search: '@example.com', caseSensitive: false },
      output: { result: true },
    },
    { title: 'no text', input: { search: 'a' }, output: { result: false } },
  ],
  run({ text, search, caseSensitive }) {
    if (caseSensitive) return { result: text.endsWith(search) }
    return { result: text.toLowerCase().endsWith(search.toLowerCase()) }
  },
})
