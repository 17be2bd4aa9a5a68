import { compare, defineCard, getPath, z } from '@keyway/sdk'
import { anyField, listField, operatorField, pathField } from '../fields.ts'

export const count = defineCard({
  id: 'list.count',
  title: 'Count',
  description:
    'How many items have a value at a path (without a path: are themselves a value) that passes a comparison.',
  input: z.object({
    list: listField('List'),
    path: pathField('Path'),
    operator: operatorField,
    value: anyField('Value'),
  }),
  output: z.object({ output: z.int() }),
  examples: [
    {
      input: { list: [{ status: 'ACTIVE' }, { status: 'STAGED' }], path: 'status', value: 'ACTIVE' },
      output: { output: 1 },
    },
    { input: { list: [5, 12, 30], operator: 'greater than', value: 10 }, output: { output: 2 } },
    { title: 'no list', input: { value: 1 }, output: { output: 0 } },
  ],
  run: ({ list, path, operator, value }) => ({
    output: list.reduce<number>(
      (sum, item) => sum + Number(compare(getPath(item, path), operator, value)),
      0,
    ),
  }),
})
