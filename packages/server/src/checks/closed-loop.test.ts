import { checks, findings, flows } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEngines } from '../testing/engines.ts'
import { createDirectories } from '../testing/directories.ts'
import { openInventoryWorld, type InventoryWorld } from '../testing/inventory-world.ts'
import { until } from '../testing/okta-world.ts'

// The whole way over real HTTP: the simulated org is read, a check finds a fault, its event starts a flow, the flow sets
// it right in the org, the org's log tells, the inventory reads again, and the check closes the finding.
const engines = startEngines()
const directories = createDirectories()
afterAll(() => directories.remove())

describe.each(engines.kinds)('a finding is opened, answered and closed on %s', (kind) => {
  let world: InventoryWorld
  beforeAll(async () => {
    const config = await engines.create(kind)
    const dataDirectory = config.kind === 'sqlite' ? config.directory : directories.create()
    world = await openInventoryWorld({ ...config, dataDirectory }, { seed: true })
    await world.walked()
    await world.readLog('fast')
  }, 120_000)
  afterAll(() => world.close())

  const look = (id: string) => world.call(checks.runChecks, { body: { checks: [id] } })
  const open = async (checkId: string) =>
    (await world.call(findings.listFindings, { query: { checkId, status: 'open', limit: 50 } })).items

  it('sees the org through its API, and what may not be said is not passed', async () => {
    const { checks: all } = await world.call(checks.runChecks, { body: {} })
    expect(all).toHaveLength(103)
    const statuses = Object.groupBy(all, ({ status }) => status)
    expect((statuses.pass ?? []).length).toBeGreaterThan(20)
    expect(statuses.fail?.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['MFA-03', 'API-01', 'API-02', 'ORG-01']),
    )
    for (const { status, reason } of all)
      if (status === 'unknown' || status === 'manual' || status === 'not_applicable')
        expect(reason).toMatch(/\S/)
  })

  it('closes by the event of the fix, with evidence', async () => {
    await look('ORG-01')
    const [before] = await open('ORG-01')
    expect(before).toMatchObject({ severity: 'high', object: { kind: 'org' }, evidence: { action: 'none' } })
    const changedAt = Date.now()
    await world.okta('POST', '/api/v1/threats/configuration', { action: 'block', excludeZones: [] })
    await until('the finding is closed', async () => (await open('ORG-01')).length === 0, 15_000)
    expect(Date.now() - changedAt).toBeLessThan(10_000)
    const { history, status, closedBy } = await world.call(findings.getFinding, {
      params: { findingId: before?.id ?? '' },
    })
    expect({ status, closedBy }).toEqual({ status: 'closed', closedBy: 'fixed' })
    expect(history.map(({ what }) => what)).toEqual(['closed', 'opened'])
    expect(history[0]?.evidence).toEqual({ action: 'none', wideExemptions: [] })
  })

  it('starts a flow by the event of the finding, which sets it right', async () => {
    const document = {
      keyway: 1,
      name: 'Block what attacks',
      trigger: { event: 'keyway.finding_opened', when: { field: 'check.id', is: 'equal to', to: 'ORG-01' } },
      steps: [
        {
          id: 'fix',
          use: 'okta.custom_api_action',
          connection: 'okta',
          with: {
            method: 'POST',
            path: '/api/v1/threats/configuration',
            body: { action: 'block', excludeZones: [] },
          },
        },
      ],
    }
    const flow = await world.call(flows.createFlow, { body: { document: document as never } })
    const { connectionId } = world
    await world.call(flows.bindConnections, {
      params: { flowId: flow.id },
      body: { bindings: { okta: connectionId } },
    })
    await world.call(flows.publishFlow, { params: { flowId: flow.id }, body: {} })
    await world.call(flows.switchFlow, { params: { flowId: flow.id }, body: { isOn: true } })
    await world.okta('POST', '/api/v1/threats/configuration', { action: 'audit', excludeZones: [] })
    await until(
      'the flow set it right',
      async () => {
        const { items: all } = await world.call(findings.listFindings, {
          query: { checkId: 'ORG-01', limit: 50 },
        })
        return all[0]?.timesOpened === 2 && all[0].status === 'closed'
      },
      30_000,
    )
    expect(await world.okta('GET', '/api/v1/threats/configuration')).toMatchObject({ action: 'block' })
  })
})
