import { defineCard, field, InputError, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

const longest = 1_000_000

export const repeat = defineCard({
  id: 'text.repeat',
  title: 'Repeat',
  description: 'A text several times in a row, at most 1,000,000 characters together.',
  input: z.object({ text: textField('Text'), times: field(z.int().min(0).max(longest), { title: 'Times' }) }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'ab', times: 3 }, output: { output: 'ababab' } },
    { title: 'never', input: { text: 'ab', times: 0 }, output: { output: '' } },
    { title: 'no text', input: { times: 9 }, output: { output: '' } },
  ],
  failures: [
    { input: { text: 'a', times: -1 }, code: 'input_invalid' },
    { input: { text: 'abc', times: 500_000 }, code: 'text_too_long' },
  ],
  run({ text, times }) {
    if (text.length * times <= longest) return { output: text.repeat(times) }
    throw new InputError(
      `Found ${String(text.length)} characters ${String(times)} times; expected at most ${String(longest)} together.`,
      { code: 'text_too_long' },
    )
  },
})
