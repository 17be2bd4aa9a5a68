import { anyJson, compare, defineCard, getPath, z } from '@keyway/sdk'
import { anyField, listField, operatorField, pathField } from '../fields.ts'

export const filterBy = defineCard({
  id: 'list.filter_by',
  title: 'Filter',
  description: 'Keeps the items whose value at a path (without a path: the item itself) passes a comparison.',
  standsFor: ['okta-workflows:list.filterBy'],
  input: z.object({
    list: listField('List'),
    path: pathField('Path'),
    operator: operatorField,
    value: anyField('Value'),
  }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    {
      input: { list: [{ type: 'group' }, { type: 'app' }], path: 'type', value: 'app' },
      output: { list: [{ type: 'app' }] },
    },
    {
      title: 'a list as value',
      input: { list: [{ reason: ['asn'] }, { reason: ['ip'] }], path: 'reason', value: ['asn'] },
      output: { list: [{ reason: ['asn'] }] },
    },
    {
      title: 'membership, items themselves',
      input: { list: ['a', 'b', 'c'], operator: 'in', value: ['a', 'c'] },
      output: { list: ['a', 'c'] },
    },
    {
      title: 'missing path',
      input: { list: [{ email: 'x' }, {}, null], path: 'email', operator: 'is not empty' },
      output: { list: [{ email: 'x' }] },
    },
    { title: 'no list', input: { path: 'a' }, output: { list: [] } },
  ],
  run: ({ list, path, operator, value }) => ({
    list: list.filter((item) => compare(getPath(item, path), operator, value)),
  }),
})
