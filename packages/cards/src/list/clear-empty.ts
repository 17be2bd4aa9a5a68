import { anyJson, defineCard, isEmpty, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const clearEmpty = defineCard({
  id: 'list.clear_empty',
  title: 'Clear Empty',
  description:
    'The items that are neither null nor empty text, an empty list or an empty object. 0 and false stay.',
  input: z.object({ list: listField('List') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    { input: { list: ['a', '', null, 0, false, [], {}] }, output: { list: ['a', 0, false] } },
    { title: 'no list', input: {}, output: { list: [] } },
  ],
  run: ({ list }) => ({ list: list.filter((item) => !isEmpty(item)) }),
})
