import { defineCard, InputError, z } from '@keyway/sdk'
import { toCharacterIndex } from '../characters.ts'
import { textField } from '../fields.ts'

export const match = defineCard({
  id: 'text.match',
  title: 'Find Pattern',
  description:
    'First position where a regular expression (as in JavaScript) matches, counted from 0; -1 when it does not.',
  standsFor: ['okta-workflows:string.match'],
  input: z.object({ text: textField('Look in'), pattern: textField('Look for') }),
  output: z.object({ output: z.int() }),
  examples: [
    { input: { text: 'room 12', pattern: '[0-9]' }, output: { output: 5 } },
    { title: 'no match', input: { text: 'room', pattern: '[0-9]' }, output: { output: -1 } },
    { title: 'no text', input: { pattern: '[0-9]' }, output: { output: -1 } },
  ],
  failures: [{ input: { text: 'a', pattern: '[' }, code: 'pattern_invalid' }],
  run: ({ text, pattern }) => ({ output: toCharacterIndex(text, text.search(compile(pattern))) }),
})

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern)
  } catch (cause) {
    throw new InputError(`The pattern "${pattern}" is not a regular expression; correct it.`, {
      code: 'pattern_invalid',
      cause,
    })
  }
}
