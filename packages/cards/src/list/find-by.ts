import { anyJson, compare, defineCard, getPath, z } from '@keyway/sdk'
import { anyField, listField, operatorField, pathField } from '../fields.ts'

export const findBy = defineCard({
  id: 'list.find_by',
  title: 'Find',
  description:
    'The first item whose value at a path (without a path: the item itself) passes a comparison. When none does: the ' +
    'item null and the index -1.',
  standsFor: ['okta-workflows:list.findBy'],
  input: z.object({
    list: listField('List'),
    path: pathField('Path'),
    operator: operatorField,
    value: anyField('Value'),
  }),
  output: z.object({ item: anyJson, index: z.int() }),
  examples: [
    {
      input: { list: [{ factorType: 'sms' }, { factorType: 'push' }], path: 'factorType', value: 'push' },
      output: { item: { factorType: 'push' }, index: 1 },
    },
    {
      title: 'skips null with the text null',
      input: { list: [null, 'x'], operator: 'not equal to', value: 'null' },
      output: { item: 'x', index: 1 },
    },
    { title: 'none', input: { list: [{}], path: 'id', value: '1' }, output: { item: null, index: -1 } },
    { title: 'no list', input: { value: 'a' }, output: { item: null, index: -1 } },
  ],
  run({ list, path, operator, value }) {
    const index = list.findIndex((item) => compare(getPath(item, path), operator, value))
    return { item: list[index] ?? null, index }
  },
})
