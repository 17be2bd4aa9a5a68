import { compare, defineCard, z } from '@keyway/sdk'
import { anyField, listField } from '../fields.ts'

export const includes = defineCard({
  id: 'list.includes',
  title: 'Includes',
  description:
    'Whether a value is among the items, compared as conditions do: the number 5 equals the text 5.',
  standsFor: ['okta-workflows:list.includes'],
  input: z.object({ list: listField('List'), value: anyField('Value') }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { list: ['CREATED', 'TRIGGERED'], value: 'CREATED' }, output: { result: true } },
    { title: 'part of an item', input: { list: ['CREATED'], value: 'CREATE' }, output: { result: false } },
    {
      title: 'an object',
      input: { list: [{ a: 1, b: 2 }], value: { b: 2, a: 1 } },
      output: { result: true },
    },
    { title: 'a number and its text', input: { list: [4, 5], value: '5' }, output: { result: true } },
    { title: 'no list', input: { value: 'a' }, output: { result: false } },
  ],
  run: ({ list, value }) => ({ result: compare(list, 'contains', value) }),
})
