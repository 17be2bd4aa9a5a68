import { defineCard, z } from '@keyway/sdk'
import { textField, textListField } from '../fields.ts'

export const join = defineCard({
  id: 'list.join',
  title: 'List to Text',
  description: 'The items as one text, with a separator between them. Null items are empty.',
  standsFor: ['okta-workflows:list.join'],
  input: z.object({ list: textListField('List'), separator: textField('Separator') }),
  output: z.object({ string: z.string() }),
  examples: [
    { input: { list: ['a', 'b'], separator: ', ' }, output: { string: 'a, b' } },
    { title: 'an empty item', input: { list: ['a', '', 'b'], separator: ',' }, output: { string: 'a,,b' } },
    { title: 'no list', input: { separator: ',' }, output: { string: '' } },
  ],
  run: ({ list, separator }) => ({ string: list.join(separator) }),
})
