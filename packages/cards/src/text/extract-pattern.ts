import { anyObject, defineCard, z } from '@keyway/sdk'
import { toCharacterIndex } from '../characters.ts'
import { caseField, patternField, textField } from '../fields.ts'
import { compilePattern, findMatch } from '../pattern.ts'

export const extractPattern = defineCard({
  id: 'text.extract_pattern',
  title: 'Extract Pattern',
  description:
    'The first match of a regular expression: its text, its position, what each pair of parentheses matched, and named ' +
    'groups such as (?<year>[0-9]{4}) by name. Without a match: null, -1 and nothing.',
  input: z.object({ text: textField('Look in'), pattern: patternField, caseSensitive: caseField }),
  output: z.object({
    match: z.string().nullable(),
    index: z.int(),
    groups: z.array(z.string().nullable()),
    named: anyObject,
  }),
  examples: [
    {
      input: { text: 'cn=Ada,ou=Staff', pattern: 'cn=([^,]+)' },
      output: { match: 'cn=Ada', index: 0, groups: ['Ada'], named: {} },
    },
    {
      title: 'named',
      input: { text: 'on 2026-11-21', pattern: '(?<year>[0-9]{4})-(?<month>[0-9]{2})' },
      output: { match: '2026-11', index: 3, groups: ['2026', '11'], named: { year: '2026', month: '11' } },
    },
    {
      title: 'a group without a part in it',
      input: { text: 'b', pattern: '(a)|b' },
      output: { match: 'b', index: 0, groups: [null], named: {} },
    },
    {
      title: 'no match',
      input: { text: 'abc', pattern: '(x)' },
      output: { match: null, index: -1, groups: [], named: {} },
    },
  ],
  failures: [{ input: { text: 'a', pattern: ')' }, code: 'pattern_invalid' }],
  run({ text, pattern, ...options }) {
    const found = findMatch(compilePattern(pattern, options), text)
    if (found === undefined) return { match: null, index: -1, groups: [], named: {} }
    const { groups, named } = found
    return { match: found.text, index: toCharacterIndex(text, found.start), groups, named }
  },
})
