import { defineCard, z } from '@keyway/sdk'
import { textListField } from '../fields.ts'

export const concat = defineCard({
  id: 'text.concat',
  title: 'Concatenate',
  description: 'Joins texts, one after the other, with nothing between them.',
  standsFor: ['okta-workflows:string.concat'],
  input: z.object({ texts: textListField('Texts') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { texts: ['/api/v1/users/', '00u1'] }, output: { output: '/api/v1/users/00u1' } },
    { title: 'empty parts', input: { texts: ['', 'a', ''] }, output: { output: 'a' } },
    { title: 'nothing to join', input: {}, output: { output: '' } },
  ],
  run: ({ texts }) => ({ output: texts.join('') }),
})
