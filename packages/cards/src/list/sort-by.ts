import { anyJson, compareText, defineCard, getPath, z, type Json } from '@keyway/sdk'
import { listField, pathField } from '../fields.ts'

export const sortBy = defineCard({
  id: 'list.sort_by',
  title: 'Sort',
  description:
    'The items in ascending order of their value at a path (without a path: of the items themselves): numbers, then ' +
    'text, then true and false, then everything else. Equal items keep their order.',
  standsFor: ['okta-workflows:list.sortBy'],
  input: z.object({ list: listField('List'), path: pathField('Path') }),
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
    { title: 'no list', input: { path: 'a' }, output: { sorted: [] } },
  ],
  run: ({ list, path }) => ({
    sorted: list
      .map((item) => ({ item, key: getPath(item, path) }))
      .sort((a, b) => order(a.key, b.key))
      .map(({ item }) => item),
  }),
})

function order(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return rank(a) - rank(b)
}

function rank(value: Json): number {
  const position = ['number', 'string', 'boolean'].indexOf(typeof value)
  return position === -1 ? 3 : position
}
