import { defineCard, field, z } from '@keyway/sdk'
import { numberField } from '../fields.ts'
import { finite } from '../finite.ts'

export const logarithm = defineCard({
  id: 'number.logarithm',
  title: 'Log',
  description:
    'The logarithm of a number, to the base e unless another is given. Of zero and negative numbers: an error.',
  standsFor: ['okta-workflows:math.log'],
  input: z.object({
    number: numberField('Number'),
    base: field(z.number().nullish(), { title: 'Base', description: 'Without one: e.' }),
  }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { number: 1 }, output: { output: 0 } },
    { input: { number: 1000, base: 10 }, output: { output: 3 } },
    { input: { number: 8, base: 2 }, output: { output: 3 } },
  ],
  failures: [
    { input: { number: 0 }, code: 'result_not_finite' },
    { input: { number: 5, base: 1 }, code: 'result_not_finite' },
  ],
  run({ number, base }) {
    if (base === null || base === undefined) return { output: finite(Math.log(number)) }
    if (base === 10) return { output: finite(Math.log10(number)) }
    if (base === 2) return { output: finite(Math.log2(number)) }
    return { output: finite(Math.log(number) / Math.log(base)) }
  },
})
