import { compare, defineCard, z } from '@keyway/sdk'
import { anyField, listField } from '../fields.ts'

export const indexOf = defineCard({
  id: 'list.index_of',
  title: 'Index Of',
  description:
    'The first position of a value in a list, counted from 0, compared as conditions do; -1 when it is not there.',
  input: z.object({ list: listField('List'), value: anyField('Value') }),
  output: z.object({ index: z.int() }),
  examples: [
    { input: { list: ['a', 'b', 'b'], value: 'b' }, output: { index: 1 } },
    { title: 'an object', input: { list: [{ a: 1, b: 2 }], value: { b: 2, a: 1 } }, output: { index: 0 } },
    { title: 'a number and its text', input: { list: [4, 5], value: '5' }, output: { index: 1 } },
    { title: 'not there', input: { list: ['a'], value: 'A' }, output: { index: -1 } },
    { title: 'no list', input: { value: 1 }, output: { index: -1 } },
  ],
  run: ({ list, value }) => ({ index: list.findIndex((item) => compare(item, 'equal to', value)) }),
})
