import { defineCard, field, z } from '@keyway/sdk'
import { countCharacters, sliceCharacters } from '../characters.ts'
import { textField } from '../fields.ts'

export const truncate = defineCard({
  id: 'text.truncate',
  title: 'Truncate',
  description:
    'At most a number of characters of a text; where it is cut off, an ending such as … is counted in.',
  input: z.object({
    text: textField('Text'),
    length: field(z.int().min(0), { title: 'Longest length' }),
    ending: field(z.string().default('…'), { title: 'Ending' }),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'Quarterly review', length: 10 }, output: { output: 'Quarterly…' } },
    { title: 'short enough', input: { text: 'abc', length: 3 }, output: { output: 'abc' } },
    { title: 'no ending', input: { text: 'abcdef', length: 2, ending: '' }, output: { output: 'ab' } },
    {
      title: 'no room for the ending',
      input: { text: 'abcdef', length: 2, ending: '...' },
      output: { output: '..' },
    },
  ],
  failures: [{ input: { text: 'a', length: -1 }, code: 'input_invalid' }],
  run({ text, length, ending }) {
    if (countCharacters(text) <= length) return { output: text }
    const room = Math.max(0, length - countCharacters(ending))
    return { output: sliceCharacters(sliceCharacters(text, 0, room) + ending, 0, length) }
  },
})
