import { anyJson, defineCard, getPath, z, type Json } from '@keyway/sdk'
import { listField, pathField } from '../fields.ts'
import { compareInOrder } from '../sort-order.ts'

export const minimum = defineCard({
  id: 'list.minimum',
  title: 'Smallest Item',
  description:
    'The item whose value at a path (without a path: the item itself) comes first in the order of Sort, and that value. ' +
    'Items without a value are left out; when none is left: null and null.',
  input: z.object({ list: listField('List'), path: pathField('Path') }),
  output: z.object({ item: anyJson, value: anyJson }),
  examples: [
    { input: { list: [5, 2, null, 9] }, output: { item: 2, value: 2 } },
    {
      title: 'dates are text, the first of equal ones',
      input: {
        list: [
          { id: 1, at: '2026-02' },
          { id: 2, at: '2026-01' },
          { id: 3, at: '2026-01' },
        ],
        path: 'at',
      },
      output: { item: { id: 2, at: '2026-01' }, value: '2026-01' },
    },
    { title: 'no list', input: {}, output: { item: null, value: null } },
  ],
  run({ list, path }) {
    let [found, least]: [Json, Json] = [null, null]
    for (const item of list) {
      const value = getPath(item, path)
      if (value === null || (least !== null && compareInOrder(value, least) >= 0)) continue
      found = item
      least = value
    }
    return { item: found, value: least }
  },
})
