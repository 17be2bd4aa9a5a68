import { expect, test } from 'vitest'
import type { Step } from '../flow/document.ts'
import { run } from '../testing/run-steps.ts'

/*
 * Decisions of docs/semantics.md that no other test holds.
 */

test('folding an empty list gives what the memo starts with', () => {
  const { result } = run([
    { id: 'sum', forEach: [], memo: { total: 0 }, next: { ref: 'sum.item' }, do: [] },
    { return: { memo: { ref: 'sum.memo' }, count: { ref: 'sum.count' } } },
  ])
  expect(result).toMatchObject({ output: { memo: { total: 0 }, count: 0 } })
})

test('an answer inside lanes ends the whole flow', () => {
  const answer: Step = { respond: { status: 200, body: 'raw' } }
  const always = { value: 1, is: 'equal to', to: 1 } as const
  const last: Step = { return: { reached: true } }
  const ended = { status: 'succeeded', output: null }
  expect(run([{ id: 'c', if: always, then: [{ try: [answer], catch: [] }] }, last]).result).toMatchObject(
    ended,
  )
  expect(run([{ try: [{ fail: { message: 'no' } }], catch: [answer] }, last]).result).toMatchObject(ended)
})
