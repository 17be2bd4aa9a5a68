import { defineCard, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'

export const truncate = defineCard({
  id: 'number.truncate',
  title: 'Truncate',
  description: 'A number without its decimals, whatever its sign.',
  input: z.object({ number: numberField('Number') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 2.9 }, output: { output: 2 } },
    { input: { number: -2.9 }, output: { output: -2 } },
    { title: 'never minus zero', input: { number: -0.5 }, output: { output: 0 } },
  ],
  run: ({ number }) => ({ output: Math.trunc(number) + 0 }),
})
