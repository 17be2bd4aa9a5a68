import { defineCard, field, z } from '@keyway/sdk'
import { factorialOf } from '../formula-functions.ts'

export const factorial = defineCard({
  id: 'number.factorial',
  title: 'Factorial',
  description:
    'The product of all whole numbers from 1 to a number; of a negative one 0, as in Okta Workflows.',
  standsFor: ['okta-workflows:math.factorial'],
  input: z.object({ number: field(z.int().max(170), { title: 'Number' }) }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 5 }, output: { output: 120 } },
    { input: { number: 0 }, output: { output: 1 } },
    { title: 'negative', input: { number: -3 }, output: { output: 0 } },
  ],
  failures: [
    { input: { number: 171 }, code: 'input_invalid' },
    { input: { number: 2.5 }, code: 'input_invalid' },
  ],
  run: ({ number }) => ({ output: number < 0 ? 0 : factorialOf(number) }),
})
