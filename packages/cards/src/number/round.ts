import { defineCard, field, roundDecimal, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const round = defineCard({
  id: 'number.round',
  title: 'Round',
  description:
    'The nearest whole number, or the nearest with a number of decimals. Halves go up: 2.5 is 3, -2.5 is -2.',
  standsFor: ['okta-workflows:math.round'],
  input: z.object({
    number: numberField('Number'),
    decimals: field(z.int().min(0).max(20).default(0), { title: 'Decimals' }),
  }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 2.5 }, output: { output: 3 } },
    { input: { number: -2.5 }, output: { output: -2 } },
    { title: 'two decimals', input: { number: 1.005, decimals: 2 }, output: { output: 1.01 } },
  ],
  run: ({ number, decimals }) => ({ output: roundDecimal(number, decimals) }),
})
