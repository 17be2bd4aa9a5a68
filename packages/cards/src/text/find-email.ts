import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const findEmail = defineCard({
  id: 'text.find_email',
  title: 'Find Email',
  description: 'The first e-mail address in a text; null when there is none.',
  standsFor: ['okta-workflows:string.email'],
  input: z.object({ text: textField('Text') }),
  output: z.object({ email: z.string().nullable() }),
  examples: [
    { input: { text: 'Ask <ada@example.com>, please.' }, output: { email: 'ada@example.com' } },
    { title: 'no address', input: { text: '@ada and bob@localhost' }, output: { email: null } },
    { title: 'no text', input: {}, output: { email: null } },
  ],
  run: ({ text }) => ({ email: firstAddress(text) }),
})

// Looks around each @ within the lengths that RFC 5321 section 4.5.3.1 allows. One pattern over the whole text would
// take quadratic time on long text without an address.
function firstAddress(text: string): string | null {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const local = /[\w!#$%&'*+/=?^`{|}~-][\w.!#$%&'*+/=?^`{|}~-]*$/.exec(text.slice(Math.max(0, at - 64), at))
    const domain = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+/i.exec(text.slice(at + 1, at + 256))
    if (local !== null && domain !== null) return `${local[0]}@${domain[0]}`
  }
  return null
}
