import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { emptyBatch, type NewExecution } from '../db/hot-store.ts'
import { createIdSource } from '../db/new-id.ts'
import type { ExecutionStatus } from '../db/schema.ts'
import { countExecutions } from './counts/store.ts'
import { startEngines } from '../testing/engines.ts'
import {
  countUnfinished,
  findExecution,
  listChildren,
  listExecutions,
  type ExecutionFilter,
} from './store.ts'

const engines = startEngines()

const minute = 60_000
const start = Date.UTC(2026, 5, 1)

function flowRow(id: string, name: string) {
  return {
    id,
    name,
    folder_id: null,
    kind: 'event' as const,
    is_on: 1 as const,
    draft: '{}',
    published_version_id: 'v',
    created_at: 1,
    updated_at: 1,
  }
}

describe.each(engines.kinds)('executions on %s', (kind) => {
  let database: Database
  let now: number
  let newId: () => string
  beforeEach(async () => {
    database = await engines.open(kind)
    now = start
    newId = createIdSource(() => now)
  })
  afterEach(() => database.close())

  /** Stores an execution one minute after the last one. */
  async function add(status: ExecutionStatus, fields: Partial<NewExecution> = {}): Promise<string> {
    now += minute
    const id = newId()
    const execution: NewExecution = {
      id,
      flowId: 'f',
      versionId: 'v',
      eventId: null,
      parentId: null,
      parentCommand: null,
      rootId: id,
      mode: 'event',
      status: status === 'queued' ? 'queued' : 'running',
      owner: status === 'queued' ? null : 'worker',
      leaseUntil: status === 'queued' ? null : now,
      createdAt: now,
      started: null,
      ...fields,
    }
    const isOver = status !== 'queued' && status !== 'running'
    const writer = { executionId: id, owner: 'worker', attempt: 1 }
    const error = status === 'failed' ? { code: 'c', message: 'm', step: 's' } : null
    const update = { ...writer, status, finishedAt: now, error, stopped: status === 'succeeded' }
    await database.hot.commit({ ...emptyBatch, executions: [execution], updates: isOver ? [update] : [] })
    return id
  }

  const ids = async (filter: Partial<ExecutionFilter> = {}, limit = 100) => {
    const page = await listExecutions(database.kysely, { children: false, ...filter }, { limit })
    return page.items.map(({ id }) => id)
  }

  test('are listed newest first, a page at a time, with what they ran and why', async () => {
    await database.kysely.insertInto('flows').values(flowRow('f', 'Flow')).execute()
    await database.kysely
      .insertInto('flow_versions')
      .values({ id: 'v', flow_id: 'f', number: 4, document: '{}', created_at: 1, created_by: 'ann' })
      .execute()
    const event = { id: 'e', identity: 'e', source: 'okta', type: 'user.lock', subject: null }
    await database.hot.commit({
      ...emptyBatch,
      events: [{ ...event, occurredAt: 1, receivedAt: 1, payload: '{}' }],
    })
    const all = [
      await add('succeeded', { eventId: 'e' }),
      await add('failed'),
      await add('running'),
    ].toReversed()

    const first = await listExecutions(database.kysely, { children: false }, { limit: 2 })
    const second = await listExecutions(
      database.kysely,
      { children: false },
      { limit: 2, cursor: first.next ?? '' },
    )
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all)
    expect(second.next).toBe(null)
    expect(second.items[0]).toMatchObject({
      flowName: 'Flow',
      version: 4,
      mode: 'event',
      status: 'succeeded',
      stopped: true,
      eventId: 'e',
      eventType: 'user.lock',
      errorMessage: null,
      createdAt: start + minute,
    })
    expect(await findExecution(database.kysely, all[1] ?? '')).toMatchObject({
      status: 'failed',
      errorMessage: 'm',
      failedStep: 's',
      stopped: false,
    })
    expect(await findExecution(database.kysely, 'nope')).toBe(undefined)
  })

  test('are found by flow, status, event and time', async () => {
    const statuses = ['queued', 'running', 'waiting', 'in_doubt', 'succeeded', 'failed', 'cancelled'] as const
    const byStatus = new Map<ExecutionStatus, string>()
    for (const status of statuses) byStatus.set(status, await add(status))
    const other = await add('succeeded', { flowId: 'g', eventId: 'e' })
    for (const status of statuses) {
      if (status !== 'succeeded') expect(await ids({ status })).toEqual([byStatus.get(status)])
    }
    expect(await ids({ status: 'succeeded' })).toEqual([other, byStatus.get('succeeded')])
    expect(await ids({ flowId: 'g' })).toEqual([other])
    expect(await ids({ flowId: 'g', status: 'failed' })).toEqual([])
    expect(await ids({ eventId: 'e' })).toEqual([other])
    const between = { from: start + 2 * minute, to: start + 3 * minute }
    expect(await ids(between)).toEqual([byStatus.get('waiting'), byStatus.get('running')])
    expect(await ids({ from: start + 8 * minute })).toEqual([other])
    expect(await ids({ to: start })).toEqual([])
    expect(await ids({ from: start + 30 * minute })).toEqual([])
    expect(await countUnfinished(database.kysely)).toEqual({
      queued: 1,
      running: 1,
      waiting: 1,
      paused: 0,
      in_doubt: 1,
    })
  })

  test("are found by part of their flow's name or of their error, a page at a time", async () => {
    await database.kysely.insertInto('flows').values(flowRow('named', 'Lock 100% of the accounts')).execute()
    const locked = await add('succeeded', { flowId: 'named' })
    const failed = await add('failed')
    await add('succeeded')
    const both = await add('failed', { flowId: 'named' })
    expect(await ids({ text: 'LOCK 100%' })).toEqual([both, locked])
    expect(await ids({ text: 'lock 1_0' })).toEqual([])
    expect(await ids({ text: 'M' })).toEqual([both, failed])
    expect(await ids({ text: 'm' }, 1)).toEqual([both])
    expect(await ids({ text: 'lock', status: 'succeeded' })).toEqual([locked])
  })

  test('are counted by time and status', async () => {
    const statuses = ['succeeded', 'failed', 'succeeded', 'waiting', 'succeeded'] as const
    for (const status of statuses) await add(status)
    const range = { from: start, to: start + 6 * minute, width: 2 * minute, children: false }
    expect(await countExecutions(database.kysely, range)).toEqual({
      stretches: [
        { at: start, counts: { succeeded: 1 } },
        { at: start + 2 * minute, counts: { failed: 1, succeeded: 1 } },
        { at: start + 4 * minute, counts: { waiting: 1, succeeded: 1 } },
      ],
      isWhole: true,
    })
    expect((await countExecutions(database.kysely, { ...range, flowId: 'other' })).stretches).toEqual([])
  })

  test('of helpers are listed where they are asked for', async () => {
    const parent = await add('running')
    const call = { parentId: parent, rootId: parent, mode: 'child' as const }
    const second = await add('running', { ...call, parentCommand: 3 })
    const first = await add('succeeded', { ...call, parentCommand: 1 })
    expect(await ids()).toEqual([parent])
    expect(await ids({ children: true })).toEqual([first, second, parent])
    const children = await listChildren(database.kysely, parent)
    expect(children.map(({ id, parentCommand }) => [id, parentCommand])).toEqual([
      [first, 1],
      [second, 3],
    ])
  })
})
