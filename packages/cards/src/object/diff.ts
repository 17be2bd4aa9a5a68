import { anyJson, anyObject, deepEqual, defineCard, z } from '@keyway/sdk'
import { objectField } from '../fields.ts'

export const diff = defineCard({
  id: 'object.diff',
  title: 'Changes',
  description:
    'What differs between two objects, key by key and with whole values: keys that were added, removed and changed, and ' +
    'whether anything differs at all.',
  input: z.object({ before: objectField('Before'), after: objectField('After') }),
  output: z.object({
    added: anyObject,
    removed: anyObject,
    changed: z.record(z.string(), z.object({ before: anyJson, after: anyJson })),
    differs: z.boolean(),
  }),
  examples: [
    {
      input: { before: { a: 1, b: { x: 1, y: 2 }, c: 3 }, after: { b: { y: 2, x: 1 }, c: 4, d: 5 } },
      output: { added: { d: 5 }, removed: { a: 1 }, changed: { c: { before: 3, after: 4 } }, differs: true },
    },
    { title: 'nothing', input: {}, output: { added: {}, removed: {}, changed: {}, differs: false } },
  ],
  run({ before, after }) {
    const onlyIn = (one: typeof before, other: typeof before) =>
      Object.entries(one).filter(([key]) => !Object.hasOwn(other, key))
    const [added, removed] = [onlyIn(after, before), onlyIn(before, after)]
    const changed = Object.entries(after)
      .filter(([key, value]) => Object.hasOwn(before, key) && !deepEqual(before[key] ?? null, value))
      .map(([key, value]) => [key, { before: before[key] ?? null, after: value }] as const)
    return {
      added: Object.fromEntries(added),
      removed: Object.fromEntries(removed),
      changed: Object.fromEntries(changed),
      differs: added.length + removed.length + changed.length > 0,
    }
  },
})
