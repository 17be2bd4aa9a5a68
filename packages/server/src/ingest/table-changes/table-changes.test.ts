import { eventReplays, tables, triggers } from '@keyway/api'
import type { Json } from '@keyway/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEngines } from '../../testing/engines.ts'
import { openWayIn, type WayIn } from '../testing/way-in.ts'

const engines = startEngines()

describe.each(engines.kinds)('table changes on %s', (kind) => {
  let way: WayIn
  beforeAll(async () => {
    way = await openWayIn(await engines.create(kind))
  })
  afterAll(() => way.close())

  const columns = [
    { name: 'mail', type: 'text' as const },
    { name: 'team', type: 'text' as const },
  ]

  async function open(name: string, on?: ('added' | 'changed' | 'removed')[]) {
    const { id } = await way.call(tables.createTable, { body: { name, columns, keys: [['mail']] } })
    const trigger = { table: name, ...(on === undefined ? {} : { on }) }
    const flow = await way.on({ trigger, steps: [{ return: { seen: { ref: 'trigger' } } }] })
    const add = (mail: string, team = 'red') =>
      way.call(tables.createTableRow, { params: { tableId: id }, body: { values: { mail, team } } })
    return { tableId: id, flowId: flow.id, add }
  }

  async function seenBy(flowId: string, count: number) {
    const runs = await way.ran(flowId, count)
    return runs.map(({ output }) => (output as { seen: Record<string, never> }).seen)
  }

  test('rows that are added, changed and removed start the flow; what changes nothing does not', async () => {
    const { tableId, flowId, add } = await open('People')
    const row = await add('kim@acme.test')
    const params = { tableId, rowId: row.id }
    await way.call(tables.updateTableRow, { params, body: { values: { team: 'blue' } } })
    await way.call(tables.updateTableRow, { params, body: { values: { team: 'blue' } } })
    await expect(add('kim@acme.test')).rejects.toThrow('kim@acme.test')
    await way.call(tables.deleteTableRow, { params })
    const seen = await seenBy(flowId, 3)
    expect(seen).toMatchObject([
      {
        change: 'added',
        table: { id: tableId, name: 'People' },
        row: { values: { team: 'red' } },
        before: null,
      },
      { change: 'changed', row: { values: { team: 'blue' } }, before: { values: { team: 'red' } } },
      { change: 'removed', before: { values: { team: 'blue' } } },
    ])
  })

  test('a flow hears of the changes and the table that it names, by condition', async () => {
    const { tableId, flowId, add } = await open('Devices', ['removed'])
    const other = await open('Other')
    await other.add('x@acme.test')
    const row = await add('a@acme.test')
    const wanted = await way.on({
      trigger: {
        table: tableId,
        on: ['added'],
        when: { field: 'row.values.team', is: 'equal to', to: 'blue' },
      },
      steps: [{ return: { mail: { ref: 'trigger.row.values.mail' } } }],
    })
    await add('b@acme.test', 'blue')
    await way.call(tables.deleteTableRow, { params: { tableId, rowId: row.id } })
    expect(await seenBy(flowId, 1)).toMatchObject([{ change: 'removed', row: { id: row.id } }])
    const [run] = await way.ran(wanted.id, 1)
    expect(run?.output).toEqual({ mail: 'b@acme.test' })
    await way.ran(other.flowId, 1)
  })

  test('changes that were stored can be tried against a trigger, and be given to its flow once more', async () => {
    const { flowId, add } = await open('Rooms', ['added'])
    for (const team of ['red', 'blue', 'blue']) await add(`${team}${Math.random()}@acme.test`, team)
    await way.ran(flowId, 3)
    const preview = (trigger: Json) =>
      way.call(triggers.previewTrigger, { params: { flowId }, body: { trigger } })
    const blue: Json = { field: 'row.values.team', is: 'equal to', value: 'blue' }
    expect(await preview({ table: 'Rooms', when: blue })).toMatchObject({ source: 'tables', matched: 2 })
    expect(await preview({ table: 'Rooms', on: ['removed'] })).toMatchObject({ matched: 0 })
    expect(await preview({ table: 'Another' })).toMatchObject({ matched: 0 })
    const { id: replayId } = await way.call(eventReplays.createReplay, {
      body: { filter: { source: 'tables' }, flowId, dryRun: true },
    })
    const replay = () => way.call(eventReplays.getReplay, { params: { replayId } })
    await expect.poll(async () => (await replay()).status, { timeout: 20_000 }).toBe('done')
    expect(await replay()).toMatchObject({ started: 3 })
  })

  test('many rows at once are all told of: a file, and clearing the table', async () => {
    const { tableId, flowId } = await open('Many', ['added', 'removed'])
    const lines = Array.from({ length: 250 }, (_, at) => `p${at}@acme.test,red`)
    const csv = await fetch(`${way.keyway.url}/api/tables/${tableId}/csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${way.token}`, 'content-type': 'text/csv' },
      body: ['mail,team', ...lines].join('\n'),
    })
    expect(csv.status).toBe(200)
    await expect.poll(() => way.count(flowId), { timeout: 20_000 }).toBe(250)
    await way.call(tables.deleteTableRows, {
      params: { tableId },
      body: { where: [{ column: 'team', operator: '=', value: 'red' }] },
    })
    await expect.poll(() => way.count(flowId), { timeout: 20_000 }).toBe(500)
  }, 60_000)

  test('a flow that writes to the table it waits for goes round as often as it may, and then says why not', async () => {
    const { id } = await way.call(tables.createTable, { body: { name: 'Round', columns, keys: [] } })
    const flow = await way.on({
      trigger: { table: 'Round' },
      limits: { chain: 3 },
      steps: [{ id: 'row', use: 'tables.create_row', with: { table: 'Round', values: { team: 'red' } } }],
    })
    await way.call(tables.createTableRow, { params: { tableId: id }, body: { values: {} } })
    const runs = await way.ran(flow.id, 5)
    expect(runs.map(({ status }) => status)).toEqual([...Array<string>(4).fill('succeeded'), 'failed'])
    expect(runs.map(({ cause }) => cause)).toEqual([
      null,
      ...runs.slice(0, 4).map((run, at) => ({ execution: run.id, depth: at + 1 })),
    ])
    expect(runs[4]).toMatchObject({ steps: [], error: { code: 'limit_chain' } })
    expect(runs[4]?.error?.message).toMatch(/^3 executions.*trigger\.when.*chain: ….*KEYWAY_MAX_CHAIN/)
    // A helper goes on with the chain of its caller.
    const helper = await way.on({
      name: 'Adds a row',
      trigger: { helper: true },
      steps: [{ id: 'row', use: 'tables.create_row', with: { table: 'Calls', values: { team: 'red' } } }],
    })
    const called = await way.call(tables.createTable, { body: { name: 'Calls', columns, keys: [] } })
    const caller = await way.on({
      trigger: { table: 'Calls' },
      limits: { chain: 2 },
      steps: [{ call: helper.id }],
    })
    await way.call(tables.createTableRow, { params: { tableId: called.id }, body: { values: {} } })
    expect((await way.ran(caller.id, 4)).at(-1)).toMatchObject({ error: { code: 'limit_chain' } })
  })
})
