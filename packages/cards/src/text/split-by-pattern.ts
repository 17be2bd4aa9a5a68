import { defineCard, z } from '@keyway/sdk'
import { caseField, patternField, textField } from '../fields.ts'
import { compilePattern, findMatches } from '../pattern.ts'

export const splitByPattern = defineCard({
  id: 'text.split_by_pattern',
  title: 'Split by Pattern',
  description:
    'The parts of a text between the matches of a regular expression. Matches of nothing do not split.',
  input: z.object({ text: textField('Text'), pattern: patternField, caseSensitive: caseField }),
  output: z.object({ output: z.array(z.string()) }),
  examples: [
    { input: { text: 'a, b;c', pattern: '[,;] *' }, output: { output: ['a', 'b', 'c'] } },
    { title: 'at the end', input: { text: 'a;', pattern: ';' }, output: { output: ['a', ''] } },
    { title: 'no match', input: { text: 'abc', pattern: 'x*' }, output: { output: ['abc'] } },
  ],
  failures: [{ input: { text: 'a', pattern: '[' }, code: 'pattern_invalid' }],
  run({ text, pattern, ...options }) {
    const output: string[] = []
    let end = 0
    for (const match of findMatches(compilePattern(pattern, options), text)) {
      if (match.end === match.start) continue
      output.push(text.slice(end, match.start))
      end = match.end
    }
    return { output: [...output, text.slice(end)] }
  },
})
