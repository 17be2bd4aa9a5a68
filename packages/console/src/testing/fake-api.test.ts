import { describe, expect, it } from 'vitest'
import {
  account,
  catalog,
  connections,
  createClient,
  events,
  executions,
  flows,
  oktaHooks,
  system,
  tables,
} from '@keyway/api'
import { createFakeApi } from './fake-api.ts'

const api = createFakeApi()
const call = createClient({
  baseUrl: 'http://fake.invalid',
  fetch: (input, init) => api(new Request(input, init)),
})

/** The typed client parses each answer by its route's schema, so a sample that drifted from the contract fails here. */
describe('the samples pages are built with', () => {
  it('keep to the contract in every list', async () => {
    await call(account.getSession)
    await call(account.listApiTokens)
    await call(system.getSystem)
    expect((await call(catalog.getCatalog)).connectors).not.toHaveLength(0)
    expect((await call(connections.listConnections)).items).not.toHaveLength(0)
    expect((await call(oktaHooks.listOktaHooks)).items).not.toHaveLength(0)
    expect((await call(events.listEvents)).items).not.toHaveLength(0)
    expect((await call(flows.listFlows)).items).not.toHaveLength(0)
    expect((await call(tables.listTables)).items).not.toHaveLength(0)
  })

  it('keep to the contract in every detail', async () => {
    for (const flow of (await call(flows.listFlows)).items) {
      await call(flows.getFlow, { params: { flowId: flow.id } })
    }
    const page = await call(executions.listExecutions, { query: { limit: 8 } })
    for (const execution of page.items) {
      await call(executions.getExecution, { params: { executionId: execution.id } })
    }
    await call(events.getEvent, { params: { eventId: 'event-0' } })
    await call(tables.listTableRows, { params: { tableId: 'table-1' } })
  })

  it('page through executions by cursor', async () => {
    const first = await call(executions.listExecutions, { query: { limit: 5 } })
    const second = await call(executions.listExecutions, { query: { limit: 5, cursor: first.next ?? '' } })
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
  })

  it('refuse as the server does, with problem details', async () => {
    const refused = call(flows.switchFlow, { params: { flowId: 'flow-breach' }, body: { isOn: true } })
    await expect(refused).rejects.toMatchObject({ problem: { status: 409 } })
  })
})
