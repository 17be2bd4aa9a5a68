import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createClient, executions, flows, system, type Call } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startKeyway, type Keyway } from '../start.ts'
import { createDirectories } from '../testing/directories.ts'
import { checkSchedule } from './check-schedule.ts'
import { nextOccurrences } from './next-occurrences.ts'
import { previewSchedule } from './preview-schedule.ts'

const directories = createDirectories()
let keyway: Keyway
let call: Call

beforeAll(async () => {
  const dataDirectory = directories.create()
  keyway = await startKeyway({ host: '127.0.0.1', port: 0, dataDirectory, logLevel: 'silent' })
  const token = readFileSync(path.join(dataDirectory, 'cli-token'), 'utf8').trim()
  call = createClient({ baseUrl: keyway.url, token })
})
afterAll(async () => {
  await keyway.close()
  directories.remove()
})

const flow = (cron: string, timeZone = 'Europe/Berlin'): Flow => ({
  keyway: 1,
  name: 'Every second',
  trigger: { schedule: { cron, timeZone } },
  steps: [{ return: { at: { ref: 'trigger.scheduledAt' } } }],
})

const runs = async (flowId: string) =>
  (await call(executions.listExecutions, { query: { flowId, limit: 200 } })).items

test('a scheduled flow runs while it is on, and stops when it is off', async () => {
  const { id } = await call(flows.createFlow, { body: { document: flow('* * * * * *') } })
  await call(flows.switchFlow, { params: { flowId: id }, body: { isOn: true } })
  await expect.poll(async () => (await runs(id)).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2)
  const [latest] = await runs(id)
  expect(latest).toMatchObject({ mode: 'schedule', status: 'succeeded' })

  await call(flows.switchFlow, { params: { flowId: id }, body: { isOn: false } })
  // One that fell due before may still start.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const before = (await runs(id)).length
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect((await runs(id)).length).toBe(before)
})

test.each([
  [flow('every morning'), /is not a schedule/],
  [flow('0 9 * * *', 'Europe/Atlantis'), /not a time zone/],
])('%j cannot be published', async (document, message) => {
  const { id } = await call(flows.createFlow, { body: { document } })
  const publishing = call(flows.publishFlow, { params: { flowId: id } })
  await expect(publishing).rejects.toThrow(message)
})

test('the forms that exports hold are schedules', () => {
  for (const cron of ['0 9 * * *', '*/15 * * * *', '30 3-12/3 * * 0,4']) {
    for (const timeZone of ['Asia/Calcutta', 'US/Pacific', 'GMT'])
      expect(() => checkSchedule({ cron, timeZone })).not.toThrow()
  }
})

test('the next occurrences follow the time zone through its changes of the clock', () => {
  const next = (cron: string, timeZone: string, from: string) =>
    nextOccurrences({ cron, timeZone }, { from: Date.parse(from), count: 3 }).map((at) =>
      new Date(at).toISOString(),
    )
  // Berlin leaves out 02:30 on 29 March 2026 and has it twice on 25 October: it runs at 03:00 on the one and once on the other.
  expect(next('30 2 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z')).toEqual([
    '2026-03-28T01:30:00.000Z',
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ])
  expect(next('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z')).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
    '2026-10-27T01:30:00.000Z',
  ])
  expect(next('0 9 * * 1', 'America/New_York', '2026-03-01T00:00:00Z')[1]).toBe('2026-03-09T13:00:00.000Z')
  expect(next('0 0 30 2 *', 'UTC', '2026-01-01T00:00:00Z')).toEqual([])
})

test('the page asks when a schedule runs next, before anything is stored', async () => {
  const { next } = await call(system.previewSchedule, {
    query: { cron: '0 9 * * *', timeZone: 'Asia/Tokyo' },
  })
  expect(next).toHaveLength(5)
  expect(new Date(next[0] ?? 0).getUTCHours()).toBe(0)
  const wrong = call(system.previewSchedule, { query: { cron: 'soon', timeZone: 'UTC' } })
  await expect(wrong).rejects.toThrow('is not a schedule')
})

describe('what changes of the clock do to a schedule', () => {
  const summer = Date.parse('2026-06-01T00:00:00Z')
  const changesOf = (cron: string, timeZone = 'Europe/Berlin') =>
    previewSchedule({ cron, timeZone, count: 1 }, summer).clockChanges.map((change) => ({
      ...change,
      at: new Date(change.at).toISOString(),
      runs: change.runs.map((at) => new Date(at).toISOString()),
    }))

  test('a time that the clock shows twice, and one that it leaves out', () => {
    expect(changesOf('30 2 * * *')).toEqual([
      {
        at: '2026-10-25T01:00:00.000Z',
        from: '03:00',
        to: '02:00',
        touched: ['02:30'],
        runs: ['2026-10-25T00:30:00.000Z'],
      },
      {
        at: '2027-03-28T01:00:00.000Z',
        from: '02:00',
        to: '03:00',
        touched: ['02:30'],
        runs: ['2027-03-28T01:00:00.000Z'],
      },
    ])
  })

  test('other times, other days and zones without changes are left alone', () => {
    expect(changesOf('0 9 * * *')).toEqual([])
    expect(changesOf('30 2 * * 1')).toEqual([])
    expect(changesOf('30 2 * * *', 'Asia/Tokyo')).toEqual([])
    expect(changesOf('0 0 30 2 *')).toEqual([])
  })
})
