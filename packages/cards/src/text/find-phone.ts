import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

/** E.164: at most 15 digits. Fewer than 7 are an extension, a date or a price. */
const [fewest, most] = [7, 15]

export const findPhone = defineCard({
  id: 'text.find_phone',
  title: 'Find Phone Number',
  description:
    'The first telephone number in a text, as it is written: 7 to 15 digits with blanks, dots, hyphens, slashes or ' +
    'brackets between them, and + before. Null when there is none.',
  standsFor: ['okta-workflows:string.phone'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ phone: z.string().nullable() }),
  examples: [
    { input: { text: 'Call +49 (0)30 5550-0100, please.' }, output: { phone: '+49 (0)30 5550-0100' } },
    { input: { text: 'room 12, (555) 010-0000.' }, output: { phone: '(555) 010-0000' } },
    { title: 'too long, too short', input: { text: '1234567890123456 or 555' }, output: { phone: null } },
    { title: 'no text', input: {}, output: { phone: null } },
  ],
  run({ text }) {
    for (const { 0: run } of text.matchAll(/[+(]?\d[\d \t./()-]*/g)) {
      const phone = run.slice(0, lastDigit(run) + 1)
      const digits = phone.replace(/\D/g, '').length
      if (digits >= fewest && digits <= most) return { phone }
    }
    return { phone: null }
  },
})

function lastDigit(run: string): number {
  let at = run.length - 1
  while (at > 0 && !/\d/.test(run.charAt(at))) at -= 1
  return at
}
