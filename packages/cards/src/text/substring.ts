import { defineCard, field, z } from '@keyway/sdk'
import { sliceCharacters } from '../characters.ts'
import { textField } from '../fields.ts'

export const substring = defineCard({
  id: 'text.substring',
  title: 'Text Segment',
  description:
    'The part of a text from one position up to, not including, another. The first character has position 0; negative ' +
    'positions count from the end; without an end, to the end.',
  standsFor: ['okta-workflows:string.substr'],
  input: z.object({
    text: textField('Text'),
    start: field(z.int().default(0), { title: 'Start at' }),
    end: field(z.int().nullish(), { title: 'End before' }),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: '2026-11-21T10:00', start: 0, end: 10 }, output: { output: '2026-11-21' } },
    { input: { text: 'abcdef', start: -2 }, output: { output: 'ef' } },
    { title: 'beyond the end', input: { text: 'abc', start: 5, end: 9 }, output: { output: '' } },
    { title: 'no text', input: { start: 1 }, output: { output: '' } },
  ],
  failures: [{ input: { text: 'abc', start: 1.5 }, code: 'input_invalid' }],
  run: ({ text, start, end }) => ({ output: sliceCharacters(text, start, end ?? undefined) }),
})
