import { anyJson, defineCard, getPath, z } from '@keyway/sdk'
import { flagField, listField, pathField } from '../fields.ts'
import { compareInOrder } from '../sort-order.ts'

export const sortBy = defineCard({
  id: 'list.sort_by',
  title: 'Sort',
  description:
    'The items in ascending order of their value at a path (without a path: of the items themselves): numbers, then ' +
    'text, then true and false, then everything else; on request in descending order. Equal items keep their order.',
  standsFor: ['okta-workflows:list.sortBy'],
  input: z.object({ list: listField('List'), path: pathField('Path'), descending: flagField('Descending') }),
  output: z.object({ sorted: z.array(anyJson) }),
  examples: [
    {
      input: { list: [{ at: '2026-02' }, { at: '2026-01' }], path: 'at' },
      output: { sorted: [{ at: '2026-01' }, { at: '2026-02' }] },
    },
    { input: { list: [10, 9, 1] }, output: { sorted: [1, 9, 10] } },
    {
      title: 'null and other types',
      input: { list: [null, 'b', true, 2, 'B', false] },
      output: { sorted: [2, 'B', 'b', false, true, null] },
    },
    {
      title: 'descending, equal items in their order',
      input: { list: [{ n: 1, id: 'a' }, { n: 2 }, { n: 1, id: 'b' }], path: 'n', descending: true },
      output: { sorted: [{ n: 2 }, { n: 1, id: 'a' }, { n: 1, id: 'b' }] },
    },
    { title: 'no list', input: { path: 'a' }, output: { sorted: [] } },
  ],
  run: ({ list, path, descending }) => ({
    sorted: list
      .map((item) => ({ item, key: getPath(item, path) }))
      .sort((a, b) => (descending ? compareInOrder(b.key, a.key) : compareInOrder(a.key, b.key)))
      .map(({ item }) => item),
  }),
})
