import { defineCard, z } from '@keyway/sdk'
import { caseField, textField } from '../fields.ts'

export const startsWith = defineCard({
  id: 'text.starts_with',
  title: 'Starts With',
  description: 'Whether a text begins with another. Every text begins with an empty one.',
  input: z.object({ text: textField('Text'), search: textField('Starts with'), caseSensitive: caseField }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { text: 'svc-backup', search: 'svc-' }, output: { result: true } },
    { input: { text: 'SVC-backup', search: 'svc-' }, output: { result: false } },
    { input: { text: 'SVC-backup', search: 'svc-', caseSensitive: false }, output: { result: true } },
    { title: 'no text', input: { search: 'a' }, output: { result: false } },
  ],
  run({ text, search, caseSensitive }) {
    if (caseSensitive) return { result: text.startsWith(search) }
    return { result: text.toLowerCase().startsWith(search.toLowerCase()) }
  },
})
