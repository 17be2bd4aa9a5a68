import { expect, test } from 'vitest'
import type { Step } from '../flow/document.ts'
import { parseFlow } from '../flow/schema.ts'
import { testCatalog } from '../testing/catalog.ts'
import { drive } from '../testing/drive.ts'
import { compileFlow } from './compile.ts'
import type { Result } from './journal.ts'

/*
 * Decisions of docs/semantics.md that no other test holds.
 */

function run(steps: Step[]): Result | null {
  const flow = parseFlow({ keyway: 1, name: 'x', trigger: { manual: true }, steps })
  return drive(compileFlow(flow, testCatalog()).program).result
}

test('folding an empty list gives what the memo starts with', () => {
  const result = run([
    { id: 'sum', forEach: [], memo: { total: 0 }, next: { ref: 'sum.item' }, do: [] },
    { return: { memo: { ref: 'sum.memo' }, count: { ref: 'sum.count' } } },
  ])
  expect(result).toMatchObject({ output: { memo: { total: 0 }, count: 0 } })
})

test('an answer inside lanes ends the whole flow', () => {
  const answer: Step = { respond: { status: 200, body: 'raw' } }
  const always = { value: 1, is: 'equal to', to: 1 } as const
  const last: Step = { return: { reached: true } }
  expect(run([{ id: 'c', if: always, then: [{ try: [answer], catch: [] }] }, last])).toMatchObject({
    status: 'succeeded',
    output: null,
  })
  expect(run([{ try: [{ fail: { message: 'no' } }], catch: [answer] }, last])).toMatchObject({ output: null })
})
