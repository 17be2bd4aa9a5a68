import { anyJson, defineCard, field, z, type Json } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const sample = defineCard({
  id: 'list.sample',
  title: 'Sample',
  description: 'Some items by chance, none twice; all of them when the list has no more.',
  standsFor: ['okta-workflows:list.sample'],
  input: z.object({ list: listField('List'), amount: field(z.int().min(0).default(1), { title: 'Amount' }) }),
  output: z.object({ samples: z.array(anyJson) }),
  examples: [
    { input: { list: ['a'], amount: 10 }, output: { samples: ['a'] } },
    { title: 'none wanted', input: { list: ['a', 'b'], amount: 0 }, output: { samples: [] } },
    { title: 'no list', input: { amount: 3 }, output: { samples: [] } },
  ],
  failures: [{ input: { list: ['a'], amount: -1 }, code: 'input_invalid' }],
  run({ list, amount }, { random }) {
    const rest = [...list]
    const take = (): Json => {
      const index = Math.floor(random() * rest.length)
      const item = rest[index] ?? null
      // The last one fills the gap: no shifting, so that large samples of large lists stay quick.
      const last = rest.pop() ?? null
      if (index < rest.length) rest[index] = last
      return item
    }
    return { samples: Array.from({ length: Math.min(amount, rest.length) }, take) }
  },
})
