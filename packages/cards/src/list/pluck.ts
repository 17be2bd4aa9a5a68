import { anyJson, defineCard, getPath, z } from '@keyway/sdk'
import { listField, pathField } from '../fields.ts'

export const pluck = defineCard({
  id: 'list.pluck',
  title: 'Pluck',
  description: 'The value at a path of each item. Where an item has none, null, so that the length stays.',
  standsFor: ['okta-workflows:list.pluck'],
  input: z.object({ list: listField('List'), key: pathField('Key') }),
  output: z.object({ values: z.array(anyJson) }),
  examples: [
    { input: { list: [{ id: 'a' }, { id: 'b' }], key: 'id' }, output: { values: ['a', 'b'] } },
    { input: { list: [{ profile: { login: 'x' } }], key: 'profile.login' }, output: { values: ['x'] } },
    {
      title: 'missing, null and no object',
      input: { list: [{}, null, 'text'], key: 'id' },
      output: { values: [null, null, null] },
    },
    { title: 'no list', input: { key: 'id' }, output: { values: [] } },
  ],
  run: ({ list, key }) => ({ values: list.map((item) => getPath(item, key)) }),
})
