import { expect, test } from 'vitest'
import { formatChanges } from './changes.ts'

const document = { keyway: 1 as const, name: 'x', trigger: { manual: true as const }, steps: [] }
const from = { number: 2, document }
const to = { number: null, document }

test('each change has a line with its kind and its place', () => {
  const changes = [
    {
      kind: 'changed' as const,
      of: 'flow' as const,
      before: null,
      after: null,
      sentence: 'Flow: name "x" became "y"',
    },
    {
      kind: 'moved' as const,
      of: 'step' as const,
      before: 'steps[3]',
      after: 'steps[1].then[0]',
      sentence: 'Send moved into If (then)',
    },
    {
      kind: 'removed' as const,
      of: 'step' as const,
      before: 'steps[2]',
      after: null,
      sentence: 'Note was removed',
    },
  ]
  expect(formatChanges({ changes, from, to })).toBe(`From version 2 to the draft:
~                   Flow: name "x" became "y"
> steps[1].then[0]  Send moved into If (then)
- steps[2]          Note was removed`)
})

test('no change is said too', () => {
  expect(formatChanges({ changes: [], from, to })).toBe('Nothing differs between version 2 and the draft.')
})
