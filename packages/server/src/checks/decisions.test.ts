import { checks, findings, flows } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { openInventoryWorld, type InventoryWorld } from '../testing/inventory-world.ts'
import { until } from '../testing/okta-world.ts'

// What people decide about checks and findings, and faults made through the simulated org's own API and read by the
// real walk.
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

describe('faults made through the API of the org', () => {
  interface SimFault {
    check: string
    kinds: string[]
    /** Makes it and answers the id of the object. */
    make: () => Promise<string>
  }
  const create = async (path: string, body: unknown) => {
    const made = await world.okta('POST', path, body)
    return String(Object(made).id)
  }
  const hook = (uri: string) => ({
    type: 'HTTP',
    version: '1.0.0',
    config: { uri, headers: [], authScheme: { type: 'HEADER', key: 'authorization', value: 'x' } },
  })
  const simFaults: SimFault[] = [
    {
      check: 'GRP-01',
      kinds: ['group', 'app', 'group_member', 'app_group'],
      make: async () => {
        const id = world.sim.org.createGroup({ name: 'Nobody' }).id
        const app = world.sim.org.createApp({ name: 'wiki', label: 'Wiki', signOnMode: 'SAML_2_0' })
        await world.okta('PUT', `/api/v1/apps/${app.id}/groups/${id}`, {})
        return id
      },
    },
    {
      check: 'ACS-05',
      kinds: ['app', 'app_user'],
      make: () =>
        create('/api/v1/apps', {
          name: 'template_swa',
          label: 'Shared',
          signOnMode: 'BROWSER_PLUGIN',
          credentials: { scheme: 'SHARED_USERNAME_AND_PASSWORD' },
          settings: { app: { url: 'https://shared.example' } },
        }).then((id) => {
          for (const login of ['lin.zhao', 'mei.tanaka'])
            world.sim.org.assignApp({ appId: id, userId: world.sim.org.findUser(login)?.id ?? '' })
          return id
        }),
    },
    {
      check: 'ORG-20',
      kinds: ['trusted_origin'],
      make: () =>
        create('/api/v1/trustedOrigins', {
          name: 'Old',
          origin: 'http://old.example',
          scopes: [{ type: 'CORS' }],
        }),
    },
    {
      check: 'ORG-18',
      kinds: ['event_hook'],
      make: () =>
        create('/api/v1/eventHooks', {
          name: 'Unseen',
          events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
          channel: hook('https://unseen.example/'),
        }),
    },
    {
      check: 'ORG-22',
      kinds: ['idp'],
      make: () =>
        create('/api/v1/idps', {
          type: 'OIDC',
          name: 'New',
          protocol: { type: 'OIDC' },
          policy: { accountLink: { action: 'DISABLED' } },
        }),
    },
    {
      check: 'PRV-05',
      kinds: ['group', 'group_role', 'group_member'],
      make: async () => {
        const group = world.sim.org.createGroup({ name: 'Readers' })
        await world.okta('POST', `/api/v1/groups/${group.id}/roles`, { type: 'READ_ONLY_ADMIN' })
        return group.id
      },
    },
    {
      check: 'PRV-14',
      kinds: ['setting_admin_console'],
      make: async () => {
        const body = { sessionIdleTimeoutMinutes: 120, sessionMaxLifetimeMinutes: 720 }
        await world.okta('PUT', '/api/v1/first-party-app-settings/admin-console', body)
        return org
      },
    },
    {
      check: 'ACC-15',
      kinds: ['user'],
      make: () => change('lin.zhao', { userType: 'contractor' }),
    },
    {
      check: 'ACC-10',
      kinds: ['user'],
      make: () => change('mei.tanaka', { email: 'mei@gmail.com' }),
    },
    {
      check: 'PRV-07',
      kinds: ['admin', 'user_role', 'user_role_group'],
      make: async () => {
        const user = userId('jonas.weber')
        return `${user}/${await create(`/api/v1/users/${user}/roles`, { type: 'HELP_DESK_ADMIN' })}`
      },
    },
    {
      check: 'PRV-08',
      kinds: ['role', 'role_permission', 'resource_set', 'set_resource', 'binding'],
      make: async () => {
        const permissions = ['okta.users.credentials.resetPassword']
        const role = await create('/api/v1/iam/roles', { label: 'Helper', description: 'Helps', permissions })
        const resources = [`${world.sim.url}/api/v1/users`]
        const set = await create('/api/v1/iam/resource-sets', { label: 'All', description: 'All', resources })
        const members = [`${world.sim.url}/api/v1/users/${userId('priya.raman')}`]
        await world.okta('POST', `/api/v1/iam/resource-sets/${set}/bindings`, { role, members })
        return `${set}/${role}`
      },
    },
    {
      check: 'MFA-02',
      kinds: ['user', 'factor'],
      make: async () => {
        await enrol('lin.zhao', '+15550100')
        return userId('lin.zhao')
      },
    },
    {
      check: 'MFA-07',
      kinds: ['user', 'factor'],
      make: async () => {
        await enrol('priya.raman', '+15550199')
        await new Promise((resolve) => setTimeout(resolve, 5))
        await enrol('grace.okafor', '+15550199')
        return userId('grace.okafor')
      },
    },
    {
      check: 'ACS-14',
      kinds: ['app'],
      make: () =>
        create('/api/v1/apps', {
          name: 'oidc_client',
          label: 'Old page',
          signOnMode: 'OPENID_CONNECT',
          credentials: { oauthClient: { token_endpoint_auth_method: 'none' } },
          settings: {
            oauthClient: {
              application_type: 'browser',
              grant_types: ['implicit'],
              response_types: ['token'],
              redirect_uris: ['https://old.example/'],
            },
          },
        }),
    },
    {
      check: 'ORG-21',
      kinds: ['idp', 'group_role'],
      make: () =>
        create('/api/v1/idps', {
          type: 'SAML2',
          name: 'Any account',
          protocol: { type: 'SAML2' },
          policy: { accountLink: { action: 'AUTO' } },
        }),
    },
  ]
  const userId = (name: string) => world.sim.org.findUser(name)?.id ?? ''
  async function change(name: string, profile: Record<string, string>): Promise<string> {
    await world.okta('POST', `/api/v1/users/${userId(name)}`, { profile })
    return userId(name)
  }
  const enrol = (name: string, phoneNumber: string) =>
    world.okta('POST', `/api/v1/users/${userId(name)}/factors?activate=true`, {
      factorType: 'sms',
      provider: 'OKTA',
      profile: { phoneNumber },
    })
  it.each(simFaults)('$check names what was made', async ({ check, kinds, make }) => {
    // What the seeded org has already: the process may not have looked by itself yet.
    await run(check)
    const before = new Set((await open(check)).map(({ object }) => object.id))
    const id = await make()
    await world.sync(...kinds)
    expect(await run(check)).toMatchObject({ status: 'fail' })
    const fresh = (await open(check)).filter(({ object }) => !before.has(object.id))
    expect(fresh.map(({ object }) => object.id)).toEqual([id])
    expect(Object.keys(fresh[0]?.evidence ?? {})).not.toEqual([])
  })
})

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
    expect(await open('ORG-20')).toHaveLength(4)
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
