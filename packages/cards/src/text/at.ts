import { defineCard, field, InputError, z } from '@keyway/sdk'
import { countCharacters, sliceCharacters } from '../characters.ts'
import { textField } from '../fields.ts'

export const at = defineCard({
  id: 'text.at',
  title: 'At',
  description: 'The character at a position, counted from 0. A position outside the text is an error.',
  standsFor: ['okta-workflows:string.at'],
  input: z.object({ text: textField('Text'), index: field(z.int().default(0), { title: 'Index' }) }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'Keyway', index: 3 }, output: { output: 'w' } },
    { title: 'an emoji is one character', input: { text: '😀b', index: 1 }, output: { output: 'b' } },
  ],
  failures: [
    { input: { text: 'abc', index: 3 }, code: 'index_out_of_range' },
    { input: { text: 'abc', index: -1 }, code: 'index_out_of_range' },
    { input: {}, code: 'index_out_of_range' },
  ],
  run({ text, index }) {
    const output = index < 0 ? '' : sliceCharacters(text, index, index + 1)
    if (output !== '') return { output }
    const found = `The text has ${String(countCharacters(text))} characters; found the index ${String(index)}, counted from 0.`
    throw new InputError(`${found} Check the length first.`, { code: 'index_out_of_range' })
  },
})
