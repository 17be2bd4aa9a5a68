import { defineCard, field, z } from '@keyway/sdk'
import { toCharacterIndex, toUnitIndex } from '../characters.ts'
import { textField } from '../fields.ts'

export const lastIndexOf = defineCard({
  id: 'text.last_index_of',
  title: 'Find Last',
  description: 'Last position of a text in another, counted from 0; -1 when it does not occur.',
  standsFor: ['okta-workflows:string.lastIndexOf'],
  input: z.object({
    text: textField('Look in'),
    search: textField('Look for'),
    index: field(z.int().min(0).nullish(), { title: 'Right-most position' }),
  }),
  output: z.object({ output: z.int() }),
  examples: [
    { input: { text: 'a\\b\\c', search: '\\' }, output: { output: 3 } },
    { input: { text: 'a b c', search: ' ', index: 2 }, output: { output: 1 } },
    { title: 'not found', input: { text: 'abc', search: 'x' }, output: { output: -1 } },
  ],
  run({ text, search, index }) {
    const from = typeof index === 'number' ? toUnitIndex(text, index) : undefined
    return { output: toCharacterIndex(text, text.lastIndexOf(search, from)) }
  },
})
