import { anyJson, defineCard, getPath, z, type Json } from '@keyway/sdk'
import { listField, pathField } from '../fields.ts'
import { compareInOrder } from '../sort-order.ts'

export const maximum = defineCard({
  id: 'list.maximum',
  title: 'Largest Item',
  description:
    'The item whose value at a path (without a path: the item itself) comes last in the order of Sort, and that value. ' +
    'Items without a value are left out; when none is left: null and null.',
  input: z.object({ list: listField('List'), path: pathField('Path') }),
  output: z.object({ item: anyJson, value: anyJson }),
  examples: [
    { input: { list: [5, 12, null, 9] }, output: { item: 12, value: 12 } },
    {
      title: 'the first of equal ones',
      input: { list: [{ id: 1, n: 7 }, { id: 2, n: 7 }, { id: 3 }], path: 'n' },
      output: { item: { id: 1, n: 7 }, value: 7 },
    },
    { title: 'no list', input: {}, output: { item: null, value: null } },
  ],
  run({ list, path }) {
    let [found, most]: [Json, Json] = [null, null]
    for (const item of list) {
      const value = getPath(item, path)
      if (value === null || (most !== null && compareInOrder(value, most) <= 0)) continue
      found = item
      most = value
    }
    return { item: found, value: most }
  },
})
