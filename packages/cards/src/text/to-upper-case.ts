import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const toUpperCase = defineCard({
  id: 'text.to_upper_case',
  title: 'To Upper Case',
  description: 'Turns small letters into capital ones.',
  standsFor: ['okta-workflows:string.toUpperCase'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'straße 1' }, output: { output: 'STRASSE 1' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({ output: text.toUpperCase() }),
})
