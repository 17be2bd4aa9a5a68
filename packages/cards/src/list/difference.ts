import { anyJson, defineCard, z } from '@keyway/sdk'
import { listField } from '../fields.ts'
import { toIdentity } from '../value-set.ts'

export const difference = defineCard({
  id: 'list.difference',
  title: 'Difference',
  description: 'The items of a list that another list does not have.',
  standsFor: ['okta-workflows:list.difference'],
  input: z.object({ list: listField('List'), without: listField('Without the items of') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    { input: { list: ['a', 'b', 'c'], without: ['b'] }, output: { list: ['a', 'c'] } },
    { title: 'number and text differ', input: { list: [1, '1'], without: ['1'] }, output: { list: [1] } },
    { title: 'nothing to leave out', input: { list: ['a'] }, output: { list: ['a'] } },
    { title: 'no list', input: { without: ['a'] }, output: { list: [] } },
  ],
  run({ list, without }) {
    const excluded = new Set(without.map(toIdentity))
    return { list: list.filter((item) => !excluded.has(toIdentity(item))) }
  },
})
