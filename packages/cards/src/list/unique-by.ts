import { anyJson, defineCard, getPath, z } from '@keyway/sdk'
import { listField, pathField } from '../fields.ts'
import { uniqueBy as firstOfEach } from '../value-set.ts'

export const uniqueBy = defineCard({
  id: 'list.unique_by',
  title: 'Remove Duplicates',
  description: 'Keeps the first item for each value at a path (without a path: each item once).',
  standsFor: ['okta-workflows:list.uniqueBy'],
  input: z.object({ list: listField('List'), path: pathField('Path') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    {
      input: {
        list: [
          { id: 1, n: 'a' },
          { id: 1, n: 'b' },
          { id: 2, n: 'c' },
        ],
        path: 'id',
      },
      output: {
        list: [
          { id: 1, n: 'a' },
          { id: 2, n: 'c' },
        ],
      },
    },
    { title: 'missing path', input: { list: [{}, { a: 1 }], path: 'id' }, output: { list: [{}] } },
    { title: 'no path', input: { list: ['a', 'b', 'a'] }, output: { list: ['a', 'b'] } },
    { title: 'no list', input: { path: 'id' }, output: { list: [] } },
  ],
  run: ({ list, path }) => ({ list: firstOfEach(list, (item) => getPath(item, path)) }),
})
