import { defineCard, field, roundDecimal, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const format = defineCard({
  id: 'number.format',
  title: 'Number to Text',
  description:
    'A number as text with a fixed number of decimals and signs between thousands and before the decimals. Without a ' +
    'number of decimals: as many as the number has.',
  input: z.object({
    number: numberField('Number'),
    decimals: field(z.int().min(0).max(20).nullish(), { title: 'Decimals' }),
    thousands: field(z.string().default(','), { title: 'Sign between thousands' }),
    decimalSign: field(z.string().default('.'), { title: 'Sign before decimals' }),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { number: 1234567.891, decimals: 2 }, output: { output: '1,234,567.89' } },
    { title: 'exact in decimals', input: { number: 1.005, decimals: 2 }, output: { output: '1.01' } },
    {
      title: 'as in Germany',
      input: { number: -1234.5, decimals: 2, thousands: '.', decimalSign: ',' },
      output: { output: '-1.234,50' },
    },
    { title: 'as it is', input: { number: 0.1, thousands: '' }, output: { output: '0.1' } },
    { title: 'large', input: { number: 1e21, thousands: '' }, output: { output: '1000000000000000000000' } },
  ],
  failures: [{ input: { number: 1, decimals: 21 }, code: 'input_invalid' }],
  run({ number, decimals, thousands, decimalSign }) {
    const digits = decimals ?? 20
    const formatter = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals ?? 0,
      maximumFractionDigits: digits,
    })
    // Rounded before, in decimals: the formatter would round the binary number.
    const parts = formatter.formatToParts(roundDecimal(number, digits))
    const signs: Readonly<Record<string, string>> = { group: thousands, decimal: decimalSign }
    return { output: parts.map(({ type, value }) => signs[type] ?? value).join('') }
  },
})
