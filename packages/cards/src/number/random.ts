import { defineCard, field, InputError, z } from '@keyway/sdk'

export const random = defineCard({
  id: 'number.random',
  title: 'Random Integer',
  description:
    'A whole number by chance, from the first bound up to, not including, the second. Drawn from the execution’s own ' +
    'sequence, so a replay gives the same number: not for secrets.',
  standsFor: ['okta-workflows:math.random'],
  input: z.object({
    from: field(z.int().default(0), { title: 'Greater than or equal to' }),
    below: field(z.int(), { title: 'Less than' }),
  }),
  output: z.object({ output: z.int() }),
  examples: [
    { title: 'one possibility', input: { from: 3, below: 4 }, output: { output: 3 } },
    { title: 'from zero unless said otherwise', input: { below: 1 }, output: { output: 0 } },
  ],
  failures: [{ input: { from: 4, below: 4 }, code: 'range_empty' }],
  run({ from, below }, { random: next }) {
    if (below > from) return { output: from + Math.floor(next() * (below - from)) }
    const message = `No whole number is at least ${String(from)} and less than ${String(below)}; raise the second bound.`
    throw new InputError(message, { code: 'range_empty' })
  },
})
