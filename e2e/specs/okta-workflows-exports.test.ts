import { readFileSync } from 'node:fs'
import path from 'node:path'
import { tables, type AnswerOf } from '@keyway/api'
import { findCorpus } from '@keyway/tools/corpus'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

const corpus = findCorpus()
const templates = [
  'send_notifications_for_a_breached_password_event',
  'process_batched_okta_events_from_an_event_hook',
  'form_submission_to_workflows_api_endpoint',
]
const inSlack = ['ada.nwosu@acme.test', 'marco.rossi@acme.test', 'sofia.petrova@acme.test']
const notInSlack = 'victor.hansen@acme.test'

// Okta Workflows exports as their authors published them; the way of the events is as in production.
describe.skipIf(corpus === undefined).each(['sqlite', 'postgres'] as const)('exports on %s', (storage) => {
  let world: World
  let notify: FlowDetail
  let batch: FlowDetail
  let form: FlowDetail

  beforeAll(async () => {
    const files = templates.map((name) => ({
      name: `${name}.flopack`,
      content: readFileSync(path.join(corpus ?? '', 'okta-workflows-templates', `${name}.flopack`), 'utf8'),
    }))
    // The exports name channels by the ids of their authors' workspaces; this workspace has the same.
    const channels = files.flatMap(({ content }) => content.match(/\bC0[A-Z0-9]{9}\b/g) ?? [])
    world = await startWorld({ storage, people: inSlack, channels: [...new Set(channels)] })
    const flows = await bringIn(world, files, await connectAll(world))
    notify = flowOf(flows, 'Event Initiated Flow')
    batch = flowOf(flows, 'Process Batched Events')
    form = flowOf(flows, 'Postman API Endpoint')
    for (const { name, endpoint } of [notify, batch]) {
      await createSimHook(world.okta, {
        name,
        url: endpoint?.url ?? '',
        header: endpoint?.tokenHeader ?? '',
        secret: endpoint?.token ?? '',
        types: ['security.breached_credential.detected'],
      })
    }
  })

  afterAll(() => world?.close())

  test('every card of the three exports is supported, and what is imported is bound and on', () => {
    for (const flow of [notify, batch, form]) {
      expect(flow.problems.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(flow.isOn).toBe(true)
    }
  })

  test('one delivery of three events: a mail and a message each, a row for each that succeeded', async () => {
    const { okta, gmail, slack } = world
    const events = okta.org.emitBatch([
      breach(inSlack[0], 'SUCCESS'),
      breach(inSlack[1], 'FAILURE'),
      breach(inSlack[2], 'SUCCESS'),
    ])
    await okta.org.flush()
    expect(okta.org.deliveries.map(({ status, attempt }) => [status, attempt])).toEqual([
      [okStatus, 1],
      [okStatus, 1],
    ])

    const [run] = await waitForExecutions(world, notify.id, 1)
    expect(run).toMatchObject({ status: 'succeeded', replay: 'faithful', mode: 'endpoint' })
    expect(new Set(gmail.messages.map(({ headers }) => headers['to']))).toEqual(new Set(inSlack))
    expect(gmail.messages).toHaveLength(3)
    expect(slack.messages.map(({ channel }) => channel).toSorted()).toEqual(['D0000', 'D0001', 'D0002'])
    expect(slack.messages[0]?.text).toContain('Hello')

    await waitForExecutions(world, batch.id, 1)
    const rows = await rowsOf(world, 'BatchedEvents')
    const wanted = [events[0]?.uuid, events[2]?.uuid]
    expect(new Set(rows.map(({ values }) => values['uuid']))).toEqual(new Set(wanted))
    expect(rows).toHaveLength(2)

    const all = await listAllExecutions(world)
    expect(all.filter(({ status }) => status !== 'succeeded')).toEqual([])
    // Two flows, and a helper for each event in each.
    expect(all).toHaveLength(2 + 3 + 3)
  })

  test('the same delivery once more changes nothing', async () => {
    const { gmail, slack } = world
    const before = (await listAllExecutions(world)).length
    const [run] = await waitForExecutions(world, notify.id, 1)
    const again = await fetch(notify.endpoint?.url ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [notify.endpoint?.tokenHeader ?? '']: notify.endpoint?.token ?? '',
      },
      body: bodyOf(run?.trigger),
    })
    expect(again.status).toBeLessThan(300)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await listAllExecutions(world)).toHaveLength(before)
    expect([gmail.messages.length, slack.messages.length]).toEqual([3, 3])
  })

  test('a person without Slack: the catch lane tells the channel', async () => {
    const { okta, gmail, slack } = world
    okta.org.emit(breach(notInSlack, 'SUCCESS'))
    await okta.org.flush()
    await waitFor('the message to the channel', () => slack.messages[3])
    const message = slack.messages[3]
    expect(message?.channel).toMatch(/^C0/)
    expect(message?.text).toContain('users_not_found')
    await waitForExecutions(world, notify.id, 2)
    expect(gmail.messages[3]?.headers['to']).toBe(notInSlack)
    expect((await listAllExecutions(world)).filter(({ status }) => status !== 'succeeded')).toEqual([])
  })

  test('a form post creates the user in the org', async () => {
    const answer = await fetch(`${form.endpoint?.url}?clientToken=${form.endpoint?.token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: 'nora.lund@acme.test',
        firstName: 'Nora',
        lastName: 'Lund',
        title: 'Analyst',
        city: 'Oslo',
      }),
    })
    expect(answer.status).toBeLessThan(300)
    const [run] = await waitForExecutions(world, form.id, 1)
    expect(run).toMatchObject({ status: 'succeeded' })
    expect(world.okta.org.findUser('nora.lund@acme.test')).toMatchObject({
      status: 'STAGED',
      profile: { firstName: 'Nora', lastName: 'Lund', title: 'Analyst', city: 'Oslo' },
    })
    expect(JSON.stringify(run)).not.toContain(form.endpoint?.token)
  })
})

const okStatus = expect.toSatisfy((status: number) => status >= 200 && status < 300)

function flowOf(flows: ReadonlyMap<string, FlowDetail>, name: string): FlowDetail {
  const flow = flows.get(name)
  if (flow === undefined)
    throw new Error(`The import brought no flow "${name}", but ${[...flows.keys()].join(', ')}.`)
  return flow
}

function breach(email = '', result: string) {
  const party = { type: 'User', alternateId: email, displayName: email.split('@')[0] ?? '' }
  return {
    eventType: 'security.breached_credential.detected',
    actor: party,
    target: [party],
    outcome: { result },
  }
}

function bodyOf(trigger: unknown): string {
  const body = typeof trigger === 'object' && trigger !== null && 'body' in trigger ? trigger.body : undefined
  if (typeof body !== 'string') throw new Error('The execution has no request body.')
  return body
}

async function rowsOf(
  { call }: World,
  name: string,
): Promise<AnswerOf<typeof tables.listTableRows>['items']> {
  const { items } = await call(tables.listTables)
  const tableId = items.find((table) => table.name === name)?.id ?? ''
  return (await call(tables.listTableRows, { params: { tableId }, query: {} })).items
}
