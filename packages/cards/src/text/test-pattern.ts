import { defineCard, z } from '@keyway/sdk'
import { caseField, patternField, textField } from '../fields.ts'
import { compilePattern, findMatch } from '../pattern.ts'

export const testPattern = defineCard({
  id: 'text.test_pattern',
  title: 'Matches Pattern',
  description:
    'Whether a regular expression matches anywhere in a text; with ^ and $ in the pattern, the whole of it.',
  input: z.object({ text: textField('Look in'), pattern: patternField, caseSensitive: caseField }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { text: 'EMP-0042', pattern: '^EMP-[0-9]{4}$' }, output: { result: true } },
    { input: { text: 'emp-0042', pattern: '^EMP' }, output: { result: false } },
    {
      title: 'in any case',
      input: { text: 'emp', pattern: 'EMP', caseSensitive: false },
      output: { result: true },
    },
    { title: 'no text', input: { pattern: 'a' }, output: { result: false } },
  ],
  failures: [{ input: { text: 'a', pattern: '(' }, code: 'pattern_invalid' }],
  run: ({ text, pattern, ...options }) => ({
    result: findMatch(compilePattern(pattern, options), text) !== undefined,
  }),
})
