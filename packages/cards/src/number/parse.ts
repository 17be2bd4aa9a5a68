import { defineCard, field, InputError, tryCoerce, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const parse = defineCard({
  id: 'number.parse',
  title: 'Text to Number',
  description:
    'Reads a number from text, with a sign between thousands and before the decimals as people write them. Text that is ' +
    'no number is an error.',
  input: z.object({
    text: textField('Text'),
    thousands: field(z.string().default(','), { title: 'Sign between thousands' }),
    decimalSign: field(z.string().min(1).default('.'), { title: 'Sign before decimals' }),
  }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { text: ' 1,234.50 ' }, output: { output: 1234.5 } },
    { input: { text: '-1.234,5', thousands: '.', decimalSign: ',' }, output: { output: -1234.5 } },
    { title: 'no thousands', input: { text: '1e3', thousands: '' }, output: { output: 1000 } },
  ],
  failures: [
    { input: { text: '12 px' }, code: 'number_invalid' },
    { input: { text: '1,2,3' }, code: 'number_invalid' },
    { input: { text: '1,234.5', decimalSign: ',', thousands: '.' }, code: 'number_invalid' },
    { input: {}, code: 'number_invalid' },
  ],
  run({ text, thousands, decimalSign }) {
    const [whole = '', ...fractions] = text.trim().split(decimalSign)
    const [first = '', ...groups] = thousands === '' ? [whole] : whole.split(thousands)
    const isGrouped =
      groups.length === 0 || (/^[+-]?\d{1,3}$/.test(first) && groups.every((one) => /^\d{3}$/.test(one)))
    const plain = [first + groups.join(''), ...fractions].join('.')
    const output = isGrouped ? tryCoerce(plain, 'number') : undefined
    if (typeof output === 'number') return { output }
    throw new InputError(
      `Found "${text.slice(0, 80)}", expected a number such as 1${thousands}234${decimalSign}5.`,
      { code: 'number_invalid' },
    )
  },
})
