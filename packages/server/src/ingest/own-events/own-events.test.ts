import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connections, flows, tables } from '@keyway/api'
import type { Step } from '@keyway/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEngines } from '../../testing/engines.ts'
import { openWayIn, type WayIn } from '../testing/way-in.ts'

const engines = startEngines()

describe.each(engines.kinds)('own events on %s', (kind) => {
  let way: WayIn
  beforeAll(async () => {
    way = await openWayIn(await engines.create(kind))
  })
  afterAll(() => way.close())

  const failing: Step[] = [{ fail: { message: 'No luck.' } }]

  test('a failed execution starts the flow that waits for it, which never starts itself', async () => {
    const watcher = await way.on({
      name: 'Watcher',
      trigger: { event: 'keyway.execution_failed' },
      steps: [{ fail: { message: 'About {{ trigger.flow.name }}: {{ trigger.error.message }}' } }],
    })
    const broken = await way.on({ name: 'Broken', trigger: { manual: true }, steps: failing })
    await way.call(flows.runFlow, { params: { flowId: broken.id }, body: { input: {} } })
    const [run] = await way.ran(watcher.id, 1)
    expect(run?.error?.message).toBe('About Broken: No luck.')
    // It failed itself, and nobody is told of that.
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await way.ran(watcher.id, 1)
  })

  test('publishing and switching a flow are events, by type', async () => {
    const watcher = await way.on({
      trigger: { event: 'keyway.flow.switched_off' },
      steps: [{ return: { target: { ref: 'trigger.target' }, by: { ref: 'trigger.actor' } } }],
    })
    const other = await way.on({ trigger: { manual: true }, steps: [] })
    await way.call(flows.switchFlow, { params: { flowId: other.id }, body: { isOn: false } })
    const [run] = await way.ran(watcher.id, 1)
    expect(run?.output).toMatchObject({ target: other.id })
  })

  test('a chain through failures and rows ends, and somebody hears that it was cut', async () => {
    const columns = [{ name: 'note', type: 'text' as const }]
    const { id } = await way.call(tables.createTable, { body: { name: 'Trouble', columns, keys: [] } })
    const limits = { chain: 2 }
    const watcher = await way.on({
      trigger: {
        event: 'keyway.execution_failed',
        when: { field: 'flow.name', is: 'equal to', to: 'Troubled' },
      },
      limits,
      steps: [{ id: 'row', use: 'tables.create_row', with: { table: 'Trouble', values: { note: 'again' } } }],
    })
    const troubled = await way.on({
      name: 'Troubled',
      trigger: { table: 'Trouble' },
      limits,
      steps: failing,
    })
    await way.call(tables.createTableRow, { params: { tableId: id }, body: { values: {} } })
    const heard = await way.ran(watcher.id, 3)
    const codes = (await way.ran(troubled.id, 3)).map(({ error }) => error?.code)
    expect(codes).toEqual([expect.not.stringContaining('limit'), codes[0], 'limit_chain'])
    expect(heard.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'failed'])
    expect(heard[2]).toMatchObject({ error: { code: 'limit_chain' }, cause: { depth: 5 } })
  })

  test('an action whose sign-in is refused tells of its connection once, and a test that it works again', async () => {
    let status = 401
    const remote = createServer((_, response) => response.writeHead(status).end())
    await new Promise<void>((resolve) => remote.listen(0, '127.0.0.1', resolve))
    const { port } = remote.address() as AddressInfo
    try {
      const values = { baseUrl: `http://127.0.0.1:${port}`, authorization: 'bearer', token: 'x' }
      const { id } = await way.call(connections.createConnection, {
        body: { name: 'remote', connector: 'http', values },
      })
      const ofIt = { field: 'target', is: 'equal to', to: id } as const
      const failed = await way.on({
        trigger: { event: 'keyway.connection_failing', when: ofIt },
        steps: [{ return: { why: { ref: 'trigger.detail' }, by: { ref: 'trigger.actor' } } }],
      })
      const works = await way.on({ trigger: { event: 'keyway.connection_recovered', when: ofIt }, steps: [] })
      const { id: flowId } = await way.call(flows.createFlow, {
        body: {
          document: {
            keyway: 1,
            name: 'Reads',
            trigger: { manual: true },
            steps: [{ id: 'read', use: 'http.get', connection: 'remote', with: { url: '/' } }],
          },
        },
      })
      await way.call(flows.bindConnections, { params: { flowId }, body: { bindings: { remote: id } } })
      await way.call(flows.publishFlow, { params: { flowId }, body: {} })
      for (const _ of [1, 2, 3]) await way.call(flows.runFlow, { params: { flowId }, body: { input: {} } })
      await way.ran(flowId, 3)
      const [told] = await way.ran(failed.id, 1)
      expect(told?.output).toMatchObject({ why: expect.stringContaining('401'), by: 'system' })
      status = 200
      for (const _ of [1, 2]) await way.call(connections.testConnection, { params: { connectionId: id } })
      await way.ran(works.id, 1)
      await way.ran(failed.id, 1)
    } finally {
      remote.close()
    }
  })
})
