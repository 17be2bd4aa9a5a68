import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../db/database.ts'
import { emptyBatch, type NewExecution, type Party } from '../../db/hot-store.ts'
import { createIdSource } from '../../db/new-id.ts'
import { startEngines } from '../../testing/engines.ts'
import { event, execution } from '../../testing/batches.ts'
import { listExecutions, type ExecutionFilter } from '../store.ts'

const engines = startEngines()
const hour = 3_600_000
const start = Date.UTC(2026, 5, 1)

describe.each(engines.kinds)('executions by identity on %s', (kind) => {
  let database: Database
  let now: number
  let newId: () => string
  beforeEach(async () => {
    database = await engines.open(kind)
    now = start
    newId = createIdSource(() => now)
  })
  afterEach(() => database.close())

  /** An event and what it starts, in one transaction; each an hour after the last one. */
  async function deliver(names: string[], fields: Partial<NewExecution> = {}): Promise<string> {
    now += hour
    const eventId = newId()
    const id = newId()
    const parties = names.map((name): Party => ({ role: 'target', name }))
    await database.hot.commit({
      ...emptyBatch,
      events: [{ ...event(eventId), id: eventId, receivedAt: now, occurredAt: now, parties }],
      executions: [execution({ id, rootId: id, eventId, createdAt: now, ...fields })],
    })
    return id
  }

  const find = (
    filter: Partial<ExecutionFilter>,
    page: { cursor?: string; limit: number } = { limit: 100 },
  ) => listExecutions(database.kysely, { children: false, ...filter }, page)
  const ids = async (filter: Partial<ExecutionFilter>): Promise<string[]> =>
    (await find(filter)).items.map(({ id }) => id)

  test('those of events that name somebody are found, however letters are written', async () => {
    await deliver(['bob@acme.test'])
    const first = await deliver(['00u1', 'Ann@acme.test'])
    now += 100 * 24 * hour
    const second = await deliver(['ann@acme.test', 'Admins'])
    expect(await ids({ who: 'ANN@acme.test' })).toEqual([second, first])
    expect(await ids({ who: '00u1' })).toEqual([first])
    expect(await ids({ who: 'nobody' })).toEqual([])
  })

  test('an execution of an older event is found at its own time', async () => {
    const first = await deliver(['ann'])
    const { eventId } = (await find({})).items[0] ?? {}
    now += 40 * 24 * hour
    const other = await deliver(['ann'])
    const again = newId()
    await database.hot.commit({
      ...emptyBatch,
      executions: [
        execution({
          id: again,
          rootId: again,
          eventId: eventId ?? null,
          createdAt: now,
          parties: [{ role: 'target', name: 'ann' }],
        }),
      ],
    })
    expect(await ids({ who: 'ann' })).toEqual([again, other, first])
  })

  test('whom the steps of an execution or of its helper change is found with both', async () => {
    const root = await deliver([])
    const child = newId()
    const writer = { owner: 'worker-1', attempt: 1 }
    await database.hot.commit({
      ...emptyBatch,
      executions: [
        execution({
          id: child,
          rootId: root,
          parentId: root,
          parentCommand: 1,
          createdAt: now,
          started: null,
        }),
      ],
    })
    await database.hot.commit({
      ...emptyBatch,
      entries: [
        { ...writer, executionId: root, position: 1, entry: '{}', changed: ['00g1'] },
        { ...writer, executionId: child, position: 0, entry: '{}', changed: ['00u2', '00u2'] },
        { ...writer, owner: 'another', executionId: 'unknown', position: 0, entry: '{}', changed: ['00u2'] },
      ],
    })
    expect(await ids({ who: '00g1' })).toEqual([root])
    expect(await ids({ who: '00u2' })).toEqual([root])
    expect((await ids({ who: '00u2', children: true })).toSorted()).toEqual([root, child].toSorted())
  })

  test('pages and other filters keep the order, and leave nothing out', async () => {
    const all: string[] = []
    for (let count = 0; count < 30; count += 1) {
      if (count % 10 === 9) now += 9 * 24 * hour
      const flowId = count % 3 === 0 ? 'third' : 'f'
      const id = await deliver(count % 5 === 4 ? ['bob'] : ['ann', 'everybody'], { flowId })
      if (count % 5 !== 4) all.unshift(id)
    }
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await find({ who: 'ann' }, { limit: 7, ...(cursor === undefined ? {} : { cursor }) })
      paged.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(paged).toEqual(all)
    expect(await ids({ who: 'ann', flowId: 'third' })).toHaveLength(8)
    expect(await ids({ who: 'everybody', from: now - 9 * 24 * hour - 2 * hour })).toEqual(all.slice(0, 2))
    expect(await ids({ who: 'ann', to: start + 3 * hour })).toEqual(all.slice(-3))
  })
})
