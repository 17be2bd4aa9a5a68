import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createClient, executions, flows, type Call } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startKeyway, type Keyway } from '../start.ts'
import { createDirectories } from '../testing/directories.ts'
import { checkSchedule } from './check-schedule.ts'

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
