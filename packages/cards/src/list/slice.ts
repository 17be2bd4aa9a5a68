import { anyJson, defineCard, field, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const slice = defineCard({
  id: 'list.slice',
  title: 'Slice',
  description:
    'The items from one position up to, not including, another, counted from 0. Negative positions count from the end; ' +
    'without an end, to the end.',
  standsFor: ['okta-workflows:list.slice'],
  input: z.object({
    list: listField('List'),
    start: field(z.int().default(0), { title: 'Start at' }),
    end: field(z.int().nullish(), { title: 'End before' }),
  }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    { input: { list: ['a', 'b', 'c'], start: 1 }, output: { list: ['b', 'c'] } },
    { input: { list: ['a', 'b', 'c'], start: -2, end: -1 }, output: { list: ['b'] } },
    { title: 'no list', input: { start: 1 }, output: { list: [] } },
  ],
  run: ({ list, start, end }) => ({ list: list.slice(start, end ?? undefined) }),
})
