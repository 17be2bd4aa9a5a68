import { addDecimals, defineCard, z } from '@keyway/sdk'
import { listField, pathField } from '../fields.ts'
import { readNumbers } from '../list-numbers.ts'

export const sum = defineCard({
  id: 'list.sum',
  title: 'Sum',
  description:
    'The sum of the numbers at a path (without a path: of the items themselves), computed in decimals. Items without a ' +
    'value are left out; of no numbers it is 0.',
  input: z.object({ list: listField('List'), path: pathField('Path') }),
  output: z.object({ output: z.number() }),
  examples: [
    { input: { list: [{ price: 0.1 }, { price: '0.2' }, {}], path: 'price' }, output: { output: 0.3 } },
    { input: { list: [1, 2, null] }, output: { output: 3 } },
    { title: 'no list', input: {}, output: { output: 0 } },
  ],
  failures: [{ input: { list: [1, 'two'] }, code: 'type_mismatch' }],
  run: ({ list, path }) => ({ output: readNumbers(list, path).reduce(addDecimals, 0) }),
})
