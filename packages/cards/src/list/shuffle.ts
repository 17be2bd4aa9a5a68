import { anyJson, defineCard, z } from '@keyway/sdk'
import { listField } from '../fields.ts'

export const shuffle = defineCard({
  id: 'list.shuffle',
  title: 'Shuffle',
  description:
    'The items in an order by chance. Drawn from the execution’s own sequence, so a replay gives the same order.',
  input: z.object({ list: listField('List') }),
  output: z.object({ list: z.array(anyJson) }),
  examples: [
    { title: 'of an execution that draws zeros', input: { list: [1, 2, 3] }, output: { list: [2, 3, 1] } },
    { title: 'no list', input: {}, output: { list: [] } },
  ],
  run({ list }, { random }) {
    const shuffled = [...list]
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1))
      const item = shuffled[last] ?? null
      shuffled[last] = shuffled[other] ?? null
      shuffled[other] = item
    }
    return { list: shuffled }
  },
})
