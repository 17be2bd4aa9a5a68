import { defineCard, z } from '@keyway/sdk'
import { flagField, textField, textListField } from '../fields.ts'
import { toLiteralPattern } from '../literal-pattern.ts'

export const replaceAny = defineCard({
  id: 'text.replace_any',
  title: 'Replace Patterns',
  description: 'Replaces any of several texts, taken literally, by one text: the first place, or all.',
  standsFor: ['okta-workflows:string.replaceAny'],
  input: z.object({
    text: textField('Look in'),
    patterns: textListField('Look for'),
    replacement: textField('Replace with'),
    all: flagField('All instances'),
    caseSensitive: flagField('Case sensitive'),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      input: { text: 'âbåc', patterns: ['â', 'å'], replacement: 'a', all: true },
      output: { output: 'abac' },
    },
    {
      input: { text: 'null,a,null', patterns: ['null,', ',null'], all: true, caseSensitive: true },
      output: { output: 'a' },
    },
    { title: 'first place only', input: { text: 'aba', patterns: ['a'] }, output: { output: 'ba' } },
    { title: 'no patterns', input: { text: 'abc', replacement: 'x' }, output: { output: 'abc' } },
  ],
  run({ text, patterns, replacement, ...options }) {
    const pattern = toLiteralPattern(patterns, options)
    return { output: pattern === undefined ? text : text.replace(pattern, () => replacement) }
  },
})
