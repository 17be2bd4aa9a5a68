import { addDecimals, defineCard, divideDecimals, field, z } from '@keyway/sdk'
import { listField, pathField } from '../fields.ts'
import { readNumbers } from '../list-numbers.ts'

export const average = defineCard({
  id: 'list.average',
  title: 'Average',
  description:
    'The mean of the numbers at a path (without a path: of the items themselves), rounded to a number of decimals. Items ' +
    'without a value are left out; of no numbers it is null.',
  input: z.object({
    list: listField('List'),
    path: pathField('Path'),
    decimals: field(z.int().min(0).max(20).default(15), { title: 'Decimals' }),
  }),
  output: z.object({ output: z.number().nullable() }),
  examples: [
    { input: { list: [0.1, 0.2, null] }, output: { output: 0.15 } },
    { input: { list: [{ n: 1 }, { n: 1 }, { n: 0 }], path: 'n', decimals: 2 }, output: { output: 0.67 } },
    { title: 'no list', input: {}, output: { output: null } },
  ],
  failures: [{ input: { list: ['x'] }, code: 'type_mismatch' }],
  run({ list, path, decimals }) {
    const numbers = readNumbers(list, path)
    if (numbers.length === 0) return { output: null }
    return { output: divideDecimals(numbers.reduce(addDecimals, 0), numbers.length, decimals) }
  },
})
