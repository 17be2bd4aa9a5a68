import { defineCard, InputError, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const clamp = defineCard({
  id: 'number.clamp',
  title: 'Keep Within',
  description: 'A number, or the nearest bound when it lies outside of the bounds.',
  input: z.object({
    number: numberField('Number'),
    minimum: numberField('At least'),
    maximum: numberField('At most'),
  }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 250, minimum: 1, maximum: 200 }, output: { output: 200 } },
    { input: { number: 0, minimum: 1, maximum: 200 }, output: { output: 1 } },
    { input: { number: 5, minimum: 5, maximum: 5 }, output: { output: 5 } },
  ],
  failures: [{ input: { number: 1, minimum: 5, maximum: 4 }, code: 'bounds_invalid' }],
  run({ number, minimum, maximum }) {
    if (minimum <= maximum) return { output: Math.min(Math.max(number, minimum), maximum) }
    throw new InputError(
      `Found the bounds ${String(minimum)} and ${String(maximum)}; expected the lower one first.`,
      { code: 'bounds_invalid' },
    )
  },
})
