import { defineCard, z } from '@keyway/sdk'
import { flagField, textField } from '../fields.ts'
import { toLiteralPattern } from '../literal-pattern.ts'

export const replace = defineCard({
  id: 'text.replace',
  title: 'Replace',
  description: 'Replaces a text, taken literally, by another: the first place it occurs, or all.',
  standsFor: ['okta-workflows:string.replace'],
  input: z.object({
    text: textField('Look in'),
    search: textField('Look for'),
    replacement: textField('Replace with'),
    all: flagField('All instances'),
    caseSensitive: flagField('Case sensitive'),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'a;b;c', search: ';', replacement: ',' }, output: { output: 'a,b;c' } },
    { input: { text: 'a;b;c', search: ';', all: true }, output: { output: 'abc' } },
    {
      title: 'signs that mean something in patterns',
      input: { text: '1.5', search: '.', replacement: '$&' },
      output: { output: '1$&5' },
    },
    {
      title: 'case matters',
      input: { text: 'SMTP:x', search: 'smtp:', caseSensitive: true },
      output: { output: 'SMTP:x' },
    },
    { title: 'nothing to look for', input: { text: 'abc', replacement: 'x' }, output: { output: 'abc' } },
  ],
  run({ text, search, replacement, ...options }) {
    const pattern = toLiteralPattern([search], options)
    return { output: pattern === undefined ? text : text.replace(pattern, () => replacement) }
  },
})
