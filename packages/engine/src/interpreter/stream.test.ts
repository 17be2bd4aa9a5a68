import { expect, test } from 'vitest'
import type { Step } from '../flow/document.ts'
import { parseFlow } from '../flow/schema.ts'
import { testCatalog } from '../testing/catalog.ts'
import type { Answer } from '../testing/drive.ts'
import { build, run } from '../testing/run-steps.ts'
import { advance, proceed } from './advance.ts'
import { compileFlow } from './compile.ts'
import type { Command, Entry } from './journal.ts'
import { progressOf } from './progress.ts'
import { replay } from './replay.ts'
import { takeSnapshot, type Snapshot } from './snapshot.ts'
import type { State } from './state.ts'

/** Pages of whole numbers from 0. */
function pagesOf(total: number): Answer {
  return (command) => {
    if (command.type !== 'read_page') return { output: { done: true } }
    const first = Number(command.cursor ?? 0)
    const last = Math.min(first + command.size, total)
    const items = Array.from({ length: last - first }, (_, at) => first + at)
    return { output: { items, next: last === total ? null : last } }
  }
}

const sum: Step[] = [
  {
    id: 'n',
    stream: { use: 'test.list', with: { of: 'numbers' }, pageSize: 3 },
    memo: 0,
    next: { ref: 'add.sum' },
    do: [{ id: 'add', use: 'test.echo', with: { values: { sum: { ref: 'n.item' } } } }],
  },
  { return: { count: { ref: 'n.count' }, last: { ref: 'n.memo' } } },
]

test.each([0, 1, 3, 7])('a stream of %i items runs its lane for each, page after page', (total) => {
  const { result, commands } = run(sum, { answer: pagesOf(total) })
  expect(result).toMatchObject({
    status: 'succeeded',
    output: { count: total, last: total === 0 ? 0 : total - 1 },
  })
  expect(commands.filter(({ type }) => type === 'read_page')).toHaveLength(Math.max(1, Math.ceil(total / 3)))
})

test('keep, collect and first gather from a stream as from a list, in the order of the items', () => {
  const loop = (gather: object): Step[] => [
    {
      id: 'n',
      stream: { use: 'test.list', pageSize: 2 },
      concurrency: 'first' in gather ? 1 : 4,
      ...gather,
      do: [{ id: 'w', use: 'test.write' }],
    } as Step,
    { return: { out: { ref: 'n' } } },
  ]
  const world = { answer: pagesOf(5), pick: (open: readonly unknown[]) => open.length - 1 }
  const item = { value: { ref: 'n.item' }, is: 'greater than', to: 1 }
  expect(run(loop({ keep: item }), world).result).toMatchObject({
    output: { out: { count: 5, list: [2, 3, 4] } },
  })
  expect(run(loop({ collect: { ref: 'n.item' } }), world).result).toMatchObject({
    output: { out: { list: [0, 1, 2, 3, 4] } },
  })
  expect(run(loop({ first: item }), world).result).toMatchObject({
    output: { out: { item: 2, index: 2 } },
  })
})

test('a page that cannot be read is an error of the loop, which a catch lane takes', () => {
  const answer: Answer = (command) =>
    command.type === 'read_page' && command.cursor !== null ? { error: 'Okta is away.' } : pagesOf(9)(command)
  const { result } = run(
    [{ id: 't', try: [sum[0] as Step], catch: [{ return: { message: { ref: 't.error.message' } } }] }],
    { answer },
  )
  expect(result).toMatchObject({ status: 'succeeded', output: { message: 'Okta is away.' } })
})

test('a page that cannot be read ends the loop when the turns before it are over, not in their midst', () => {
  const answer: Answer = (command) =>
    command.type === 'read_page' && command.cursor !== null ? { error: 'Okta is away.' } : pagesOf(9)(command)
  const loop: Step[] = [
    {
      id: 'n',
      stream: { use: 'test.list', pageSize: 2 },
      do: [
        { id: 'first', use: 'test.write' },
        { id: 'second', use: 'test.write' },
      ],
    },
  ]
  // The world answers the newest question first, so the second page fails while the turn of the last item waits.
  const { result, commands } = run(loop, { answer, pick: (open) => open.length - 1 })
  expect(result).toMatchObject({ status: 'failed', step: 'steps[0]', error: { message: 'Okta is away.' } })
  expect(commands.filter(({ type }) => type === 'run_action')).toHaveLength(4)
})

test('a source that gives the same page again, or none, ends with an error instead of never', () => {
  const stuck: Answer = () => ({ output: { items: [1], next: 'a' } })
  expect(run(sum, { answer: stuck }).result).toMatchObject({
    status: 'failed',
    error: { message: expect.stringContaining('same page twice') },
  })
  expect(run(sum, { answer: () => ({ output: [1] }) }).result).toMatchObject({
    status: 'failed',
    error: { message: expect.stringContaining('gave no page') },
  })
})

test('an action that does not list page by page cannot be streamed', () => {
  const flow = parseFlow({
    keyway: 1,
    name: 'x',
    trigger: { manual: true },
    steps: [{ id: 'n', stream: { use: 'test.read' }, do: [] }],
  })
  const { problems } = compileFlow(flow, testCatalog())
  expect(problems[0]?.message).toContain('does not list page by page')
})

test('at most a page is held: the state stays small however many items there are', () => {
  const { journal } = run(sum, { answer: pagesOf(300) })
  const program = build(sum)
  let state: State | null = null
  let largest = 0
  for (const entry of journal) {
    state = advance(program, state, entry).state
    largest = Math.max(largest, JSON.stringify(takeSnapshot(state, [])).length)
  }
  expect(largest).toBeLessThan(2_000)
})

test('progress tells how far a loop is', () => {
  const { journal } = run(sum, { answer: pagesOf(7) })
  const { state } = replay(build(sum), journal.slice(0, 3))
  expect(progressOf(state)).toEqual([{ step: 'steps[0]', done: 6, total: null }])
})

const busy: Step[] = [
  { id: 'r', repeat: 50, do: [{ id: 'c', use: 'test.chance' }] },
  { id: 'w', forEach: { const: [1, 2, 3] }, concurrency: 2, do: [{ id: 'x', use: 'test.write' }] },
  { return: { count: { ref: 'r.count' } } },
]

test('how a flow is sliced does not change what it does', () => {
  const { journal, commands } = run(busy)
  const program = build(busy)
  for (const slice of [1, 7, 1000]) {
    const seen: Command[] = []
    let state: State | null = null
    for (const entry of journal) {
      let advanced = advance(program, state, entry, { slice })
      seen.push(...advanced.commands)
      while (!advanced.isSettled) {
        advanced = proceed(program, advanced.state, { slice })
        seen.push(...advanced.commands)
      }
      state = advanced.state
    }
    expect(seen).toEqual(commands)
  }
})

test('an execution goes on from a snapshot at any entry as if nothing had happened', () => {
  for (const steps of [busy, sum]) {
    const { journal, result } = run(steps, { answer: pagesOf(7) })
    const program = build(steps)
    for (let at = 1; at < journal.length; at += 1) {
      const { state, open } = replay(program, journal.slice(0, at))
      const from = JSON.parse(JSON.stringify(takeSnapshot(state, open))) as Snapshot
      expect(replay(program, journal.slice(at), { from }).result).toEqual(result)
      expect(replay(program, [], { from }).open).toEqual(open)
    }
  }
})

test('an entry that comes before the one before it is worked off is refused', () => {
  const program = build(busy)
  const started: Entry = { type: 'started', at: 1, executionId: 'x', seed: 's', trigger: {} }
  const { state, isSettled } = advance(program, null, started, { slice: 1 })
  expect(isSettled).toBe(false)
  expect(() => advance(program, state, { type: 'cancelled', at: 2, reason: 'no' })).toThrow('not worked off')
})
