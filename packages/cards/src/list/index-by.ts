import { anyObject, defineCard, getPath, toText, z, type Json } from '@keyway/sdk'
import { listField, pathField } from '../fields.ts'

export const indexBy = defineCard({
  id: 'list.index_by',
  title: 'Index By',
  description:
    'An object with a key for each item, read at one path, and its value, read at another (without one: the item itself). ' +
    'Items without a key are left out; of equal keys the later one wins.',
  standsFor: ['okta-workflows:list.indexBy'],
  input: z.object({
    list: listField('List'),
    keyPath: pathField('Key path'),
    valuePath: pathField('Value path'),
  }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: {
        list: [
          { f: 'x', v: 1 },
          { f: 'y', v: 2 },
          { f: 'x', v: 3 },
        ],
        keyPath: 'f',
        valuePath: 'v',
      },
      output: { output: { x: 3, y: 2 } },
    },
    {
      title: 'whole items, one without a key',
      input: { list: [{ id: 7 }, { n: 1 }], keyPath: 'id' },
      output: { output: { '7': { id: 7 } } },
    },
    {
      title: 'no value',
      input: { list: [{ f: 'z' }], keyPath: 'f', valuePath: 'v' },
      output: { output: { z: null } },
    },
    { title: 'no list', input: { keyPath: 'a' }, output: { output: {} } },
  ],
  run({ list, keyPath, valuePath }) {
    const entries = list.flatMap((item): [string, Json][] => {
      const key = getPath(item, keyPath)
      return key === null ? [] : [[toText(key), getPath(item, valuePath)]]
    })
    return { output: Object.fromEntries(entries) }
  },
})
