import {
  addDecimals,
  defineCard,
  field,
  InputError,
  multiplyDecimals,
  subtractDecimals,
  z,
} from '@keyway/sdk'
import { numberField } from '../fields.ts'

const longest = 1_000_000

export const range = defineCard({
  id: 'list.range',
  title: 'Range',
  description:
    'The numbers from one up to, not including, another, in steps; with a negative step downwards. At most 1,000,000.',
  input: z.object({
    from: field(z.number().default(0), { title: 'From' }),
    below: numberField('Up to, not including'),
    step: field(z.number().default(1), { title: 'Step' }),
  }),
  output: z.object({ list: z.array(z.number()) }),
  examples: [
    { input: { below: 3 }, output: { list: [0, 1, 2] } },
    { title: 'in decimals', input: { from: 0.1, below: 0.4, step: 0.1 }, output: { list: [0.1, 0.2, 0.3] } },
    { title: 'downwards', input: { from: 3, below: 0, step: -2 }, output: { list: [3, 1] } },
    { title: 'the wrong way', input: { from: 3, below: 0 }, output: { list: [] } },
  ],
  failures: [
    { input: { below: 3, step: 0 }, code: 'step_invalid' },
    { input: { below: 1_000_001 }, code: 'list_too_long' },
  ],
  run({ from, below, step }) {
    if (step === 0)
      throw new InputError('Found the step 0; expected a step that leads on.', { code: 'step_invalid' })
    const length = Math.max(0, Math.ceil(subtractDecimals(below, from) / step))
    if (length > longest) {
      throw new InputError(
        `The range would have ${String(length)} numbers; expected at most ${String(longest)}. Take larger steps.`,
        { code: 'list_too_long' },
      )
    }
    const at = (index: number) => addDecimals(from, multiplyDecimals(index, step))
    return {
      list: Array.from({ length }, (_, index) => at(index)).filter((one) =>
        step > 0 ? one < below : one > below,
      ),
    }
  },
})
