import { defineCard, z } from '@keyway/sdk'
import { caseField, textField } from '../fields.ts'

export const contains = defineCard({
  id: 'text.contains',
  title: 'Contains',
  description: 'Whether a text occurs in another. An empty text occurs in every text.',
  input: z.object({ text: textField('Look in'), search: textField('Look for'), caseSensitive: caseField }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { text: 'VP of Sales', search: 'Sales' }, output: { result: true } },
    { input: { text: 'VP of Sales', search: 'sales' }, output: { result: false } },
    { input: { text: 'VP of Sales', search: 'sales', caseSensitive: false }, output: { result: true } },
    { title: 'no text', input: { search: 'a' }, output: { result: false } },
  ],
  run({ text, search, caseSensitive }) {
    if (caseSensitive) return { result: text.includes(search) }
    return { result: text.toLowerCase().includes(search.toLowerCase()) }
  },
})
