import { checks, findings, flows } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { openInventoryWorld, type InventoryWorld } from '../testing/inventory-world.ts'
import { until } from '../testing/okta-world.ts'

// What people decide about checks and findings.
const directories = createDirectories()
let world: InventoryWorld
let org: string

beforeAll(async () => {
  const directory = directories.create()
  world = await openInventoryWorld({ kind: 'sqlite', directory, dataDirectory: directory }, { seed: true })
  await world.walked()
  await world.readLog('never')
  org = new URL(world.sim.url).host
}, 120_000)
afterAll(async () => {
  await world?.close()
  directories.remove()
})

const run = async (id: string) => {
  const { checks: ran } = await world.call(checks.runChecks, { body: { checks: [id] } })
  return ran[0]
}
const open = async (checkId: string) =>
  (await world.call(findings.listFindings, { query: { checkId, status: 'open', limit: 200 } })).items

describe('decisions', () => {
  it('leaves an object alone while an exception holds, and names it again after', async () => {
    await run('API-02')
    const [finding] = await open('API-02')
    const body = { findingIds: [finding?.id ?? ''], reason: 'It runs in the office alone.', until: null }
    await world.call(findings.exceptFindings, { body })
    expect(await open('API-02')).toEqual([])
    const detail = await world.call(checks.getCheck, { params: { checkId: 'API-02' } })
    expect(detail.exceptions).toMatchObject([{ objectId: finding?.object.id, reason: body.reason }])
    expect(detail.states).toMatchObject([{ status: 'pass', findings: 0 }])
    await world.call(checks.endException, { params: { exceptionId: detail.exceptions[0]?.id ?? '' } })
    const [again] = await open('API-02')
    expect(again).toMatchObject({ id: finding?.id, timesOpened: 2 })
  })

  it('mutes with a reason, and ends it', async () => {
    const params = { checkId: 'ORG-01', org }
    const muted = await world.call(checks.muteCheck, {
      params,
      body: { reason: 'Next quarter', until: null },
    })
    expect(muted.states[0]).toMatchObject({ status: 'muted', mute: { reason: 'Next quarter' } })
    expect((await world.call(checks.unmuteCheck, { params })).states[0]?.status).not.toBe('muted')
  })

  it('changes thresholds, refuses what a check does not have, and takes them back', async () => {
    const params = { checkId: 'ORG-08' }
    await run('ORG-08')
    expect(await open('ORG-08')).toHaveLength(1)
    await world.call(checks.updateCheck, { params, body: { parameters: { characters: 1 } } })
    expect(await open('ORG-08')).toEqual([])
    const wrong = world.call(checks.updateCheck, { params, body: { parameters: { letters: 1 } } })
    await expect(wrong).rejects.toThrow('ORG-08 has no parameter "letters".')
    const worse = world.call(checks.updateCheck, { params, body: { parameters: { characters: 'many' } } })
    await expect(worse).rejects.toThrow('"characters" of ORG-08 is a number.')
    const back = await world.call(checks.updateCheck, { params, body: { parameters: { characters: null } } })
    expect(back.parameters).toMatchObject([{ name: 'characters', value: 12 }])
    expect(await open('ORG-08')).toHaveLength(1)
  })

  it('judges by the profile of the org', async () => {
    const facts = await world.call(checks.getFacts, { params: { org } })
    await world.call(checks.updateFacts, { params: { org }, body: { ...facts, profile: 'stig' } })
    expect(await run('ORG-07')).toMatchObject({ status: 'fail' })
    await world.call(checks.updateFacts, { params: { org }, body: facts })
    expect(await run('ORG-07')).toMatchObject({ status: 'not_applicable' })
  })

  it('runs a flow for a selection, dry and in earnest, and asks before many', async () => {
    const document = {
      keyway: 1,
      name: 'Note it',
      trigger: { manual: true },
      steps: [{ return: { object: { ref: 'trigger.object.id' } } }],
    }
    const flow = await world.call(flows.createFlow, { body: { document: document as never } })
    await world.call(flows.publishFlow, { params: { flowId: flow.id }, body: {} })
    await run('MFA-01')
    const all = await open('MFA-01')
    expect(all.length).toBeGreaterThan(2)
    const findingIds = all.slice(0, 3).map(({ id }) => id)
    const none = world.call(findings.remediateFindings, { body: { findingIds } })
    await expect(none).rejects.toThrow('No flow is chosen to remedy MFA-01.')
    const params = { checkId: 'MFA-01' }
    await world.call(checks.updateCheck, {
      params,
      body: { remediation: { flowId: flow.id, mostAtOnce: 2 } },
    })
    const many = world.call(findings.remediateFindings, { body: { findingIds } })
    await expect(many).rejects.toThrow('at most 2 are remedied at once')
    const { started } = await world.call(findings.remediateFindings, { body: { findingIds, confirmed: 3 } })
    expect(started.map(({ findingId }) => findingId).toSorted()).toEqual(findingIds.toSorted())
    const { history } = await world.call(findings.getFinding, { params: { findingId: findingIds[0] ?? '' } })
    expect(history[0]).toMatchObject({ what: 'remediated', executionId: expect.any(String) })
  })

  it('starts the flow by itself for what is new, within the limits of the check', async () => {
    const { items } = await world.call(flows.listFlows)
    const flowId = items.find(({ name }) => name === 'Note it')?.id ?? ''
    const params = { checkId: 'ORG-20' }
    const remediation = { flowId, isAutomatic: true, mostAtOnce: 1 }
    await world.call(checks.updateCheck, { params, body: { remediation } })
    const add = (name: string) =>
      world.okta('POST', '/api/v1/trustedOrigins', {
        name,
        origin: `http://${name}.example`,
        scopes: [{ type: 'CORS' }],
      })
    const remedied = async () => {
      const all = await open('ORG-20')
      const told = await Promise.all(
        all.map(({ id }) => world.call(findings.getFinding, { params: { findingId: id } })),
      )
      return told
        .filter(({ history }) =>
          history.some(({ what, actor }) => what === 'remediated' && actor === 'system'),
        )
        .map(({ object }) => object.name)
    }
    await add('one')
    await world.sync('trusted_origin')
    await run('ORG-20')
    await until('the flow was started', async () => (await remedied()).includes('one'))
    await add('two')
    await add('three')
    await world.sync('trusted_origin')
    await run('ORG-20')
    expect(await open('ORG-20')).toHaveLength(3)
    expect(await remedied()).toEqual(['one'])
  })

  it('hands findings on as CSV and OCSF, and reports by framework', async () => {
    const read = async (path: string) => {
      const answer = await fetch(`${world.url()}${path}`, {
        headers: { authorization: `Bearer ${world.token}` },
      })
      return { status: answer.status, text: await answer.text() }
    }
    const csv = await read('/api/findings/export?format=csv&checkId=ORG-08')
    expect(csv.text.split('\r\n')[0]).toContain('id,check,title,severity')
    expect(csv.text).toContain('ORG-08')
    const ocsf = await read('/api/findings/export?format=ocsf&checkId=ORG-08&status=open')
    expect(JSON.parse(ocsf.text.split('\n')[0] ?? '')).toMatchObject({
      class_uid: 2003,
      compliance: { control: 'ORG-08', status: 'Fail' },
    })
    const report = await read('/api/checks/report?framework=stig&format=csv')
    expect(report.text).toContain('V-273195,ORG-08')
    expect((await read('/api/checks/report?framework=stig')).text).toMatch(/^<!doctype html>/)
    const { items } = await world.call(checks.getScores, { query: {} })
    expect(items.find(({ framework }) => framework === 'stig')).toMatchObject({
      score: expect.any(Number),
      trend: [expect.anything()],
    })
    await until('every check was looked at', async () =>
      (await world.call(checks.listChecks, { query: {} })).items.every(
        ({ states }) => states[0]?.evaluatedAt !== null,
      ),
    )
  })
})
