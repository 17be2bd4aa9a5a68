import { defineCard, z } from '@keyway/sdk'
import { toCharacterIndex } from '../characters.ts'
import { textField } from '../fields.ts'
import { compilePattern, findMatch } from '../pattern.ts'

export const match = defineCard({
  id: 'text.match',
  title: 'Find Pattern',
  description:
    'First position where a regular expression matches, counted from 0; -1 when it does not. Look-ahead, look-behind and ' +
    'back-references are not supported.',
  standsFor: ['okta-workflows:string.match'],
  input: z.object({ text: textField('Look in'), pattern: textField('Look for') }),
  output: z.object({ output: z.int() }),
  examples: [
    { input: { text: 'room 12', pattern: '[0-9]' }, output: { output: 5 } },
    { title: 'after an emoji', input: { text: '😀12', pattern: '[0-9]' }, output: { output: 1 } },
    { title: 'no match', input: { text: 'room', pattern: '[0-9]' }, output: { output: -1 } },
    { title: 'no text', input: { pattern: '[0-9]' }, output: { output: -1 } },
  ],
  failures: [
    { input: { text: 'a', pattern: '[' }, code: 'pattern_invalid' },
    { input: { text: 'a', pattern: 'a(?=b)' }, code: 'pattern_invalid' },
  ],
  run({ text, pattern }) {
    const found = findMatch(compilePattern(pattern, { caseSensitive: true }), text)
    return { output: toCharacterIndex(text, found?.start ?? -1) }
  },
})
