import { events, oktaHooks } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../fixtures/cli.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { createSimHook } from '../fixtures/sim-hook.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import {
  bringIn,
  connectAll,
  listAllExecutions,
  startWorld,
  waitForExecutions,
  type FlowDetail,
  type World,
} from '../fixtures/world.ts'

const reported = 'user.account.report_suspicious_activity_by_enduser'
const subscribed = [
  reported,
  'user.session.start',
  'user.session.clear',
  'user.lifecycle.suspend',
  'user.lifecycle.create',
  'group.user_membership.add',
]
const [lin, sam] = ['lin.zhao@acme.test', 'samuel.adeyemi@acme.test']

describe('one hook for all events, a condition picks one', () => {
  let world: World
  let flow: FlowDetail

  beforeAll(async () => {
    world = await startWorld({ people: [lin, sam] })
    const flows = await bringIn(world, [readFlowFile('suspicious-activity.yaml')], await connectAll(world))
    flow = [...flows.values()][0] ?? expect.fail('The import brought no flow.')
    const hook = await world.call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
    await createSimHook(world.okta, {
      name: 'All events',
      url: hook.url,
      header: hook.headerName,
      secret: hook.secret ?? '',
      types: subscribed,
    })
  })

  afterAll(() => world?.close())

  test('the hook is verified, and says that it needs every event type', async () => {
    const { items } = await world.call(oktaHooks.listOktaHooks)
    expect(items).toMatchObject([{ name: 'Acme', needsAll: true, headerName: 'X-API-Key' }])
    expect(items[0]?.verifiedAt).not.toBeNull()
  })

  test('a report ends the sessions, suspends the user and tells Slack; other events start nothing', async () => {
    const { okta, slack } = world
    const user = okta.org.findUser(lin) ?? expect.fail('There is no such user.')
    okta.org.signIn(lin)
    okta.org.createUser({
      profile: { login: 'new@acme.test', email: 'new@acme.test', firstName: 'N', lastName: 'N' },
    })
    okta.org.emit({ eventType: reported, ...about(user.id, lin) })

    const [run] = await waitForExecutions(world, flow.id, 1)
    expect(run).toMatchObject({ status: 'succeeded', mode: 'event', eventType: reported, replay: 'faithful' })
    expect(run?.steps.map(({ id, status }) => [id, status])).toEqual([
      ['user', 'succeeded'],
      ['sessions', 'succeeded'],
      ['suspend', 'succeeded'],
      ['tell', 'succeeded'],
    ])
    expect(okta.org.findUser(lin)?.status).toBe('SUSPENDED')
    expect(okta.org.events.map(({ eventType }) => eventType)).toContain('user.session.clear')
    expect(slack.messages.map(({ channel, text }) => [channel, text])).toEqual([
      ['C0001', `${lin} reported suspicious activity and is suspended.`],
    ])

    // What the flow itself did comes back through the hook: kept as events, without an execution.
    await okta.org.flush()
    const types = await waitFor('the events of the flow itself', async () => {
      const { items } = await world.call(events.listEvents)
      const seen = items.map(({ type }) => type)
      return seen.includes('user.lifecycle.suspend') ? items : undefined
    })
    const started = types.filter(({ executions }) => executions > 0)
    expect(started.map(({ type }) => type)).toEqual([reported])
    expect(await listAllExecutions(world)).toHaveLength(1)
  })

  test('a run by hand from the command line does the same and prints it', async () => {
    const { keyway, okta } = world
    const user = okta.org.findUser(sam) ?? expect.fail('There is no such user.')
    const event = { eventType: reported, ...about(user.id, sam) }
    const server = ['--url', keyway.url, '--data', keyway.dataDirectory]

    const asJson = await runCli(
      ['run', flow.name, '--input', '-', '--json', ...server],
      JSON.stringify(event),
    )
    expect(asJson).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(asJson.stdout)).toMatchObject({ status: 'succeeded', mode: 'manual', flowId: flow.id })
    expect(okta.org.findUser(sam)?.status).toBe('SUSPENDED')

    // Okta refuses to suspend somebody who was deactivated: the flow fails, and the command says where.
    await fetch(`${okta.url}/api/v1/users/${user.id}/lifecycle/deactivate`, {
      method: 'POST',
      headers: { authorization: `SSWS ${okta.apiToken}` },
    })
    const again = await runCli(['run', flow.id, '--input', '-', ...server], JSON.stringify(event))
    expect(again.code).toBe(1)
    expect(again.stdout).toContain('✓ user')
    expect(again.stdout).toMatch(/✗ suspend[\s\S]*okta_E0000001/)

    const listed = await runCli(['executions', 'list', '--json', ...server])
    expect(JSON.parse(listed.stdout).items.map((item: { status: string }) => item.status)).toEqual([
      'failed',
      'succeeded',
      'succeeded',
    ])
  })
})

function about(id: string, login: string) {
  const party = { id, type: 'User', alternateId: login, displayName: login }
  return { actor: party, target: [party] }
}
