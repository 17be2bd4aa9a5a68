import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const toTitleCase = defineCard({
  id: 'text.to_title_case',
  title: 'To Title Case',
  description:
    'The first letter of each word as a capital, the others small. A word ends at anything that is neither letter, digit nor apostrophe.',
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'ADA king-noel' }, output: { output: 'Ada King-Noel' } },
    { title: 'an apostrophe', input: { text: "it's élan" }, output: { output: "It's Élan" } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({
    output: text.toLowerCase().replace(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu, (word) => {
      const [first = ''] = word
      return first.toUpperCase() + word.slice(first.length)
    }),
  }),
})
