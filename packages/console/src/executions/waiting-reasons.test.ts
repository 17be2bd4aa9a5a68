import { expect, test } from 'vitest'
import { waitingReasons } from './waiting-reasons.ts'

type Given = Parameters<typeof waitingReasons>[0]

const now = 1_000_000
const nothing: Given = { status: 'queued', line: null, waits: [], children: [], steps: [], startedAt: null }
const textsOf = (given: Partial<Given>) =>
  waitingReasons({ ...nothing, ...given }, { titleOf: (step) => `<${step}>`, now }).map(({ text }) => text)

test('one that is queued waits for a place, or behind another one', () => {
  expect(textsOf({})[0]).toContain('place')
  expect(textsOf({ startedAt: 5 })[0]).toContain('goes on')
  const [reason] = waitingReasons(
    { ...nothing, status: 'waiting', line: { behind: [{ id: 'e1', status: 'running' }], ahead: 3 } },
    { titleOf: String, now },
  )
  expect(reason?.text).toContain('3 more')
  expect(reason?.link?.to).toBe('/executions/e1')
})

test('one that waits says at which step, for what, and for which helper', () => {
  const step = { step: 'steps[1]', until: now + 5_000, what: 'a turn at /api/v1/users', ahead: 2 }
  const child = { id: 'c', flowName: 'Clear sessions', status: 'running' as const, command: 1 }
  const done = { ...child, id: 'd', status: 'succeeded' as const }
  const told = textsOf({ status: 'waiting', waits: [step], children: [child, done] })
  expect(told).toHaveLength(2)
  expect(told[0]).toContain('<steps[1]>')
  expect(told[0]).toContain('a turn at /api/v1/users, 2 before it, goes on in 5 s')
  expect(told[1]).toContain('Clear sessions')
})

test('one that sleeps names the step; one that runs or is over has no reason', () => {
  const run = {
    step: 'steps[0]',
    id: null,
    turns: [],
    status: 'running' as const,
    startedAt: 1,
    finishedAt: null,
    input: null,
    output: null,
    error: null,
    command: 7,
  }
  expect(textsOf({ status: 'waiting', steps: [run] })[0]).toContain('<steps[0]>')
  expect(textsOf({ status: 'running', steps: [run] })).toEqual([])
  expect(textsOf({ status: 'succeeded' })).toEqual([])
})
