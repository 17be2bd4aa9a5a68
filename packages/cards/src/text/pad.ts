import { defineCard, field, z } from '@keyway/sdk'
import { countCharacters, sliceCharacters } from '../characters.ts'
import { textField } from '../fields.ts'

export const pad = defineCard({
  id: 'text.pad',
  title: 'Pad',
  description:
    'Fills a text up to a length, at its start or its end. A text that is long enough stays as it is.',
  input: z.object({
    text: textField('Text'),
    length: field(z.int().min(0).max(100_000), { title: 'Length' }),
    fill: field(z.string().default(' '), { title: 'Fill with' }),
    side: field(z.enum(['start', 'end']).default('start'), { title: 'Side' }),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: '42', length: 5, fill: '0' }, output: { output: '00042' } },
    { input: { text: 'ab', length: 7, fill: 'xy', side: 'end' }, output: { output: 'abxyxyx' } },
    { title: 'emoji count once', input: { text: '😀', length: 2, fill: '-' }, output: { output: '-😀' } },
    { title: 'long enough', input: { text: 'abc', length: 2 }, output: { output: 'abc' } },
    { title: 'nothing to fill with', input: { text: 'a', length: 3, fill: '' }, output: { output: 'a' } },
  ],
  failures: [{ input: { text: 'a', length: -1 }, code: 'input_invalid' }],
  run({ text, length, fill, side }) {
    const missing = length - countCharacters(text)
    if (missing <= 0 || fill === '') return { output: text }
    const filling = sliceCharacters(fill.repeat(Math.ceil(missing / countCharacters(fill))), 0, missing)
    return { output: side === 'start' ? filling + text : text + filling }
  },
})
