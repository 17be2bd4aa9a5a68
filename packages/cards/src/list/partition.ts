import { anyJson, compare, defineCard, getPath, z, type Json } from '@keyway/sdk'
import { anyField, listField, operatorField, pathField } from '../fields.ts'

export const partition = defineCard({
  id: 'list.partition',
  title: 'Partition',
  description:
    'Two lists: the items whose value at a path (without a path: the item itself) passes a comparison, and the others.',
  input: z.object({
    list: listField('List'),
    path: pathField('Path'),
    operator: operatorField,
    value: anyField('Value'),
  }),
  output: z.object({ matching: z.array(anyJson), others: z.array(anyJson) }),
  examples: [
    {
      input: { list: [{ mfa: true }, { mfa: false }, {}], path: 'mfa', value: true },
      output: { matching: [{ mfa: true }], others: [{ mfa: false }, {}] },
    },
    { title: 'no list', input: { value: 1 }, output: { matching: [], others: [] } },
  ],
  run({ list, path, operator, value }) {
    const [matching, others]: [Json[], Json[]] = [[], []]
    for (const item of list) (compare(getPath(item, path), operator, value) ? matching : others).push(item)
    return { matching, others }
  },
})
