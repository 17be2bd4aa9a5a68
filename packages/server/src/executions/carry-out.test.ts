import { ConnectionError, FlowError, outcomeUnknown, TemporaryError, type Json } from '@keyway/sdk'
import type { Entry, OpenCommand } from '@keyway/engine'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCarrier } from './carry-out.ts'

type Answer = Json | undefined | Error

/** An action whose runs and look-ups answer what the test lists, in order; what happened is counted. */
function carrier(script: {
  runs?: Answer[]
  lookUps?: Answer[]
  isWrite?: boolean
  canLookUp?: boolean
  dryRun?: true
}) {
  const { isWrite = true, canLookUp = true } = script
  const dry = script.dryRun === undefined ? {} : { dryRun: script.dryRun }
  const counts = { runs: 0, lookUps: 0 }
  const saved: Entry[] = []
  const next = (answers: Answer[] = [], at: number): Promise<Json | undefined> => {
    const answer = answers[at]
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  const carryOut = createCarrier(
    {
      actions: {
        isWrite: () => isWrite,
        isRead: () => !isWrite,
        canLookUp: () => canLookUp,
        check: () => {},
        readPage: () => Promise.resolve({ items: [], next: null }),
        run: async () => (await next(script.runs, counts.runs++)) ?? null,
        lookUp: () => next(script.lookUps, counts.lookUps++),
      },
      now: () => 1_000,
      newId: () => 'child',
      ask: () => Promise.resolve(undefined),
      callHelper: () => Promise.resolve({ kind: 'elsewhere' }),
    },
    {
      held: {
        id: 'x',
        flowId: 'f',
        versionId: 'v',
        parentId: null,
        rootId: 'x',
        mode: 'event',
        owner: 'me',
        attempt: 1,
        lineKey: null,
      },
      flow: { name: 'Flow' },
      started: () => ({ type: 'started', at: 0, executionId: 'x', seed: 's', trigger: null, ...dry }),
      signal: () => new AbortController().signal,
      isAnnounced: () => false,
      save: (entry) => {
        if (entry !== undefined) saved.push(entry)
        return Promise.resolve()
      },
    },
  )
  return { carryOut, counts, saved }
}

const open = (intendedAt: number | null): OpenCommand => ({
  command: { type: 'run_action', id: 7, step: 'steps[0]', action: 'a.b', connection: null, input: {} },
  intendedAt,
  postponed: null,
})
const soon = (): Error => new TemporaryError('busy', { retryAfterMs: 1 })
const lost = new FlowError('no answer', { code: outcomeUnknown })

test('a write announces itself first, and its outcome is the entry', async () => {
  const { carryOut, saved } = carrier({ runs: [{ ok: true }] })
  const outcome = await carryOut(open(null))
  expect(saved).toMatchObject([{ type: 'intended', command: 7 }])
  expect(outcome).toMatchObject({
    kind: 'entry',
    wrote: true,
    entry: { type: 'succeeded', output: { ok: true } },
  })
})

test('an announced write that is found did happen; it is not made again', async () => {
  const { carryOut, counts } = carrier({ lookUps: [{ id: 1 }] })
  expect(await carryOut(open(5))).toMatchObject({ entry: { type: 'succeeded', output: { id: 1 } } })
  expect(counts).toEqual({ runs: 0, lookUps: 1 })
})

test('one that surely did not happen is made', async () => {
  const { carryOut, counts } = carrier({ lookUps: [undefined], runs: [{ id: 1 }] })
  expect(await carryOut(open(5))).toMatchObject({ entry: { type: 'succeeded' } })
  expect(counts).toEqual({ runs: 1, lookUps: 1 })
})

test.each([
  ['refused', [new ConnectionError('token expired')], 1],
  ['busy for ever', Array.from({ length: 9 }, soon), 5],
])('if looking is %s, it stays in doubt: neither failed nor made again', async (_, lookUps, looks) => {
  const { carryOut, counts } = carrier({ lookUps })
  expect(await carryOut(open(5))).toEqual({ kind: 'in_doubt' })
  expect(counts).toEqual({ runs: 0, lookUps: looks })
})

test('looking is tried again, and then the answer counts', async () => {
  const { carryOut, counts } = carrier({ lookUps: [soon(), soon(), { id: 1 }] })
  expect(await carryOut(open(5))).toMatchObject({ entry: { type: 'succeeded', output: { id: 1 } } })
  expect(counts).toEqual({ runs: 0, lookUps: 3 })
})

test('a write whose answer was lost is looked up, or left in doubt', async () => {
  const found = carrier({ runs: [lost], lookUps: [{ id: 1 }] })
  expect(await found.carryOut(open(null))).toMatchObject({ entry: { type: 'succeeded' } })
  expect(found.counts.runs).toBe(1)
  const unknown = carrier({ runs: [lost], canLookUp: false })
  expect(await unknown.carryOut(open(null))).toEqual({ kind: 'in_doubt' })
})

test('a refused write is tried again only where the error says so', async () => {
  const later = carrier({ runs: [soon(), { ok: true }] })
  expect(await later.carryOut(open(null))).toMatchObject({ entry: { type: 'succeeded' } })
  const never = carrier({ runs: [new FlowError('no')] })
  expect(await never.carryOut(open(null))).toMatchObject({
    entry: { type: 'failed', error: { message: 'no' } },
  })
  expect(never.counts.runs).toBe(1)
})

test('a read that must wait long gives the execution back', async () => {
  const { carryOut } = carrier({
    isWrite: false,
    runs: [new TemporaryError('busy', { retryAfterMs: 60_000 })],
  })
  expect(await carryOut(open(null))).toEqual({ kind: 'later', at: 61_000 })
})

test('a helper in another process is asked for again later', async () => {
  const { carryOut } = carrier({})
  const command = {
    type: 'start_child',
    id: 1,
    step: 's',
    flow: 'h',
    input: {},
    index: null,
    async: false,
  } as const
  expect(await carryOut({ command, intendedAt: null, postponed: null })).toEqual({
    kind: 'later',
    at: 31_000,
  })
})

test('a write that is put off for long is known not to have happened', async () => {
  const { carryOut, saved } = carrier({ runs: [new TemporaryError('busy', { retryAfterMs: 60_000 })] })
  expect(await carryOut(open(null))).toEqual({ kind: 'later', at: 61_000 })
  expect(saved).toMatchObject([{ type: 'intended' }, { type: 'postponed', until: 61_000, tries: 1 }])
})

test('what was put off waits for its time, whoever wakes the execution, and its tries count on', async () => {
  const early = carrier({ isWrite: false, runs: [{ ok: true }] })
  expect(await early.carryOut({ ...open(null), postponed: { until: 9_000, tries: 1 } })).toEqual({
    kind: 'later',
    at: 9_000,
  })
  expect(early.counts.runs).toBe(0)
  const last = carrier({ isWrite: false, runs: [new TemporaryError('busy', { retryAfterMs: 60_000 })] })
  expect(await last.carryOut({ ...open(null), postponed: { until: 0, tries: 4 } })).toMatchObject({
    entry: { type: 'failed', error: { message: 'busy' } },
  })
})

test('a step says itself how often it is tried again, and when', async () => {
  const command = { ...open(null).command, retry: { times: 2, waitSeconds: 300 } } as OpenCommand['command']
  const { carryOut, saved } = carrier({ isWrite: false, runs: [soon()] })
  expect(await carryOut({ ...open(null), command })).toEqual({ kind: 'later', at: 301_000 })
  expect(saved).toMatchObject([{ type: 'postponed', tries: 1 }])
  const postponed = { until: 0, tries: 2 }
  const over = carrier({ isWrite: false, runs: [soon()] })
  expect(await over.carryOut({ ...open(null), command, postponed })).toMatchObject({
    entry: { type: 'failed' },
  })
})

test('waiting for a turn is no try: it parks as often as it must, and says what for', async () => {
  const waitsFor = { what: 'Okta /api/v1/users', ahead: 212 }
  const queued = new TemporaryError('waiting', { retryAfterMs: 90_000, waitsFor })
  const { carryOut, saved } = carrier({ isWrite: false, runs: [queued] })
  const postponed = { until: 500, tries: 4 }
  expect(await carryOut({ ...open(null), postponed })).toEqual({ kind: 'later', at: 91_000 })
  expect(saved).toEqual([{ type: 'postponed', at: 1_000, command: 7, until: 91_000, tries: 4, waitsFor }])
})

test('a look-up that waits for its turn leaves nothing in doubt', async () => {
  const queued = new TemporaryError('waiting', { retryAfterMs: 1, waitsFor: { what: 'Okta', ahead: 0 } })
  const { carryOut } = carrier({ lookUps: [...Array.from({ length: 9 }, () => queued), { id: 1 }] })
  expect(await carryOut(open(5))).toMatchObject({ entry: { type: 'succeeded' } })
})

test('a dry run carries out reads only, whatever a flow asks for and whatever is known of it', () => {
  const known = fc.record({
    intendedAt: fc.constantFrom(null, 5),
    canLookUp: fc.boolean(),
    input: fc.jsonValue(),
  })
  return fc.assert(
    fc.asyncProperty(known, fc.boolean(), async ({ intendedAt, canLookUp, input }, isWrite) => {
      const { carryOut, counts, saved } = carrier({ isWrite, canLookUp, runs: [{ ok: true }], dryRun: true })
      const command = { ...open(null).command, input } as OpenCommand['command']
      const outcome = await carryOut({ ...open(intendedAt), command })
      expect(counts).toEqual({ runs: isWrite ? 0 : 1, lookUps: 0 })
      expect(saved).toEqual([])
      expect(outcome).toMatchObject({ entry: { type: isWrite ? 'described' : 'succeeded' } })
    }),
    { numRuns: 50 },
  )
})
