import { defineCard, z } from '@keyway/sdk'
import { caseField, patternField, textField } from '../fields.ts'
import { compilePattern, findMatches } from '../pattern.ts'

export const extractAllPatterns = defineCard({
  id: 'text.extract_all_patterns',
  title: 'Extract All',
  description:
    'Every match of a regular expression from left to right, and what its parentheses matched each time.',
  input: z.object({ text: textField('Look in'), pattern: patternField, caseSensitive: caseField }),
  output: z.object({ matches: z.array(z.string()), groups: z.array(z.array(z.string().nullable())) }),
  examples: [
    {
      input: { text: 'a=1;b=2', pattern: '([a-z])=([0-9])' },
      output: {
        matches: ['a=1', 'b=2'],
        groups: [
          ['a', '1'],
          ['b', '2'],
        ],
      },
    },
    { title: 'no match', input: { text: 'abc', pattern: '[0-9]' }, output: { matches: [], groups: [] } },
  ],
  failures: [{ input: { text: 'a', pattern: '[' }, code: 'pattern_invalid' }],
  run({ text, pattern, ...options }) {
    const found = Array.from(findMatches(compilePattern(pattern, options), text))
    return { matches: found.map((one) => one.text), groups: found.map(({ groups }) => groups) }
  },
})
