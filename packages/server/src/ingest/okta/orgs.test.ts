import { connections, executions, flows } from '@keyway/api'
import { afterAll, afterEach, expect, test } from 'vitest'
import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { createDirectories } from '../../testing/directories.ts'
import { openOktaWorld, until, type OktaWorld } from '../../testing/okta-world.ts'

const directories = createDirectories()
let world: OktaWorld | undefined
let second: OktaSim | undefined
afterEach(async () => {
  await world?.close()
  await second?.close()
})
afterAll(() => directories.remove())

test('a flow bound to one org is not started by events of another', async () => {
  const directory = directories.create()
  world = await openOktaWorld({ kind: 'sqlite', directory, dataDirectory: directory })
  second = await startOktaSim()
  const { call } = world
  const values = { domain: second.url, token: second.apiToken }
  const { id } = await call(connections.createConnection, {
    body: { name: 'second', connector: 'okta', values },
  })
  const first = await world.publish('First', { event: 'okta.user.mfa.attempt_bypass' })
  const other = await world.publish('Second', { event: 'okta.user.mfa.attempt_bypass' })
  await call(flows.bindConnections, { params: { flowId: other }, body: { bindings: { org: id } } })
  const runs = async (flowId: string) =>
    (await call(executions.listExecutions, { query: { flowId } })).items.length
  second.org.emit({ eventType: 'user.mfa.attempt_bypass' })
  await until('the second one has started', async () => (await runs(other)) === 1, 30_000)
  expect(await runs(first)).toBe(0)
}, 60_000)
