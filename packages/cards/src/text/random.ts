import { defineCard, field, z } from '@keyway/sdk'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export const random = defineCard({
  id: 'text.random',
  title: 'Random',
  description:
    'Letters and digits by chance. Drawn from the execution’s own sequence, so a replay gives the same text: not for ' +
    'passwords or other secrets.',
  standsFor: ['okta-workflows:string.random'],
  input: z.object({ length: field(z.int().min(0).max(10_000), { title: 'Length' }) }),
  output: z.object({ output: z.string() }),
  examples: [{ title: 'nothing wanted', input: { length: 0 }, output: { output: '' } }],
  failures: [{ input: { length: -1 }, code: 'input_invalid' }],
  run({ length }, { random: next }) {
    const pick = () => alphabet.charAt(Math.floor(next() * alphabet.length))
    return { output: Array.from({ length }, pick).join('') }
  },
})
