import { executions, flows, tables, templates, type AnswerOf } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../fixtures/cli.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { connectAll, startWorld, waitForExecutions, type World } from '../fixtures/world.ts'

type Template = AnswerOf<typeof templates.listTemplates>['items'][number]

/**
 * Each template as somebody would use it, run once as a dry run against the simulated org: its references lead
 * somewhere, its reads succeed, and what it would change is described.
 */
describe('templates', () => {
  let world: World
  let connectionIds: ReadonlyMap<string, string>
  let items: readonly Template[]

  beforeAll(async () => {
    // Reports read the log often; in an org as large as real ones they would wait for their share of the minute.
    const sim = { rateLimits: { limits: { logs: 10_000 } } }
    world = await startWorld({ people: ['lin.zhao@acme.test'], sim })
    connectionIds = await connectAll(world)
    items = (await world.call(templates.listTemplates)).items
  })
  afterAll(() => world?.close())

  test('each runs dry to its end', async () => {
    const trigger = triggerValues()
    const failures: string[] = []
    for (const template of items) {
      await makeTables(template)
      const flowId = await bringIn(adapted(template.document, trigger))
      await world.call(flows.runFlow, { params: { flowId }, body: { input: trigger, dryRun: true } })
      await waitFor(`the dry run of ${template.id}`, () => isOver(flowId))
      const [execution] = await waitForExecutions(world, flowId, 1)
      if (execution?.status !== 'succeeded') {
        failures.push(`${template.id}: ${execution?.failedStep} ${execution?.error?.message}`)
      }
    }
    expect(failures).toEqual([])
    expect(items.length).toBeGreaterThanOrEqual(30)
  })

  test('the command line lists them and prints one that an import takes', async () => {
    const listed = await runCli([
      'templates',
      'list',
      '--url',
      world.keyway.url,
      '--token',
      await world.keyway.readToken(),
    ])
    expect(listed.stdout).toContain('joiner-groups')
    const shown = await runCli([
      'templates',
      'show',
      'joiner-groups',
      '--url',
      world.keyway.url,
      '--token',
      await world.keyway.readToken(),
    ])
    const { totals } = await world.call(flows.importFlows, {
      body: { files: [{ name: 'joiner.yaml', content: shown.stdout }], dryRun: true },
    })
    expect(totals).toMatchObject({ flows: 1, unsupported: 0 })
    const unknown = await runCli([
      'templates',
      'show',
      'nothing',
      '--url',
      world.keyway.url,
      '--token',
      await world.keyway.readToken(),
    ])
    expect(unknown.stderr).toContain('There is no template "nothing"')
  })

  /** What every trigger may find: an event with a user, a group and an app, the body of a call, the fields of forms. */
  function triggerValues() {
    const { org } = world.okta
    const user = org.findUser('lin.zhao@acme.test') ?? expect.fail('There is no such user.')
    const group = org.createGroup({ name: 'dept-Sales' })
    const app = org.createApp({ name: 'bookmark', label: 'Payroll', signOnMode: 'BOOKMARK' })
    const person = { id: user.id, type: 'User', alternateId: user.profile.login, displayName: 'Lin Zhao' }
    return {
      eventType: 'user.lifecycle.create',
      published: '2026-11-20T08:00:00.000Z',
      actor: person,
      target: [
        person,
        { id: group.id, type: 'UserGroup', displayName: 'dept-Sales' },
        { id: app.id, type: 'AppInstance', displayName: 'Payroll' },
      ],
      client: { ipAddress: '203.0.113.7', userAgent: { rawUserAgent: 'Firefox' } },
      outcome: { result: 'SUCCESS' },
      debugContext: { debugData: { risk: 'level=HIGH', changedAttributes: 'department' } },
      body: JSON.stringify({
        detail: { title: 'No MFA', severity: 'high', usersFailing: [user.profile.login] },
      }),
      login: user.profile.login,
      group: group.id,
      application: app.id,
      days: 3,
      reason: 'Month-end closing',
      proof: 'Called back',
      // What a finding and an alert bring.
      check: { id: 'ACC-01', title: 'Inactive user', remedy: 'Suspend it.' },
      object: { kind: 'user', id: user.id, name: 'Lin Zhao' },
      evidence: { factor_id: 'opf1', user_id: user.id, app_id: app.id },
      url: 'https://keyway.acme.test/findings/1',
      subject: { kind: 'User', id: user.id, login: user.profile.login, name: 'Lin Zhao' },
    }
  }

  async function isOver(flowId: string): Promise<true | undefined> {
    const { items } = await world.call(executions.listExecutions, { query: { flowId } })
    return items[0]?.finishedAt == null ? undefined : true
  }

  async function makeTables(template: Template): Promise<void> {
    const known = (await world.call(tables.listTables)).items.map(({ name }) => name)
    for (const { name, columns } of template.tables) {
      if (known.includes(name)) continue
      const typed = columns.map((column) => ({ name: column, type: 'text' as const }))
      await world.call(tables.createTable, { body: { name, columns: typed } })
    }
  }

  async function bringIn(document: Flow): Promise<string> {
    const { id, bindings } = await world.call(flows.createFlow, { body: { document } })
    const bound = bindings.map(({ name, connector }) => [name, connectionIds.get(connector) ?? null])
    const params = { flowId: id }
    await world.call(flows.bindConnections, { params, body: { bindings: Object.fromEntries(bound) } })
    const { problems } = await world.call(flows.publishFlow, { params, body: {} })
    expect(problems).toEqual([])
    return id
  }

  /** With ids that exist where a template says "CHANGEME". */
  function adapted(document: Flow, { group, application }: { group: string; application: string }): Flow {
    const text = JSON.stringify(document)
      .replaceAll('00gCHANGEME', group)
      .replaceAll('0oaCHANGEME', application)
    return JSON.parse(text) as Flow
  }
})
