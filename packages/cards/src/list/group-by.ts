import { anyObject, defineCard, getPath, toText, z, type Json } from '@keyway/sdk'
import { listField, pathField } from '../fields.ts'

export const groupBy = defineCard({
  id: 'list.group_by',
  title: 'Group By',
  description:
    'An object with a key for each value that occurs at a path (without a path: for each item), and under it the list of ' +
    'the items that have it. The value becomes text; items without one stand under the empty key.',
  standsFor: ['okta-workflows:list.groupBy'],
  input: z.object({ list: listField('List'), path: pathField('Path') }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: { list: [{ a: 1 }, { a: 2 }, { a: 1, b: 0 }], path: 'a' },
      output: { output: { '1': [{ a: 1 }, { a: 1, b: 0 }], '2': [{ a: 2 }] } },
    },
    {
      title: 'missing path',
      input: { list: [{ d: { e: 'x' } }, {}], path: 'd.e' },
      output: { output: { x: [{ d: { e: 'x' } }], '': [{}] } },
    },
    {
      title: 'the items themselves',
      input: { list: ['a', 'b', 'a'] },
      output: { output: { a: ['a', 'a'], b: ['b'] } },
    },
    { title: 'no list', input: { path: 'a' }, output: { output: {} } },
  ],
  run({ list, path }) {
    const groups = new Map<string, Json[]>()
    for (const item of list) {
      const key = toText(getPath(item, path))
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [item])
      else group.push(item)
    }
    return { output: Object.fromEntries(groups) }
  },
})
