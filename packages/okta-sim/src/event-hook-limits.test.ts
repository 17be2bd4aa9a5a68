import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi, profileOf } from './testing/call-api.ts'
import type { HookReceiver } from './testing/hook-receiver.ts'
import { startHookReceiver } from './testing/hook-receiver.ts'

const hourMs = 60 * 60 * 1000
const sales = "event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size()>0"

let nowMs: number
let sim: OktaSim
let receiver: HookReceiver

beforeEach(async () => {
  nowMs = Date.parse('2026-03-02T08:00:00.000Z')
  sim = await startOktaSim({ allowHttpHooks: true, hookDailyLimit: 10, clock: () => new Date(nowMs) })
  receiver = await startHookReceiver()
})
afterEach(async () => {
  await sim.close()
  await receiver.close()
})

const definition = (expressions: Record<string, string>, items: string[]) => ({
  name: 'keyway',
  events: {
    type: 'EVENT_TYPE',
    items,
    filter: {
      type: 'EXPRESSION_LANGUAGE',
      eventFilterMap: Object.entries(expressions).map(([event, expression]) => ({
        event,
        condition: { expression },
      })),
    },
  },
  channel: { type: 'HTTP', version: '1.0.0', config: { uri: receiver.url } },
})

async function subscribe(expressions: Record<string, string>, items: string[]): Promise<string> {
  const { body } = await callApi(sim, 'POST /api/v1/eventHooks', definition(expressions, items))
  await callApi(sim, `POST /api/v1/eventHooks/${body.id}/lifecycle/verify`)
  receiver.received.length = 0
  return body.id
}

const delivered = async () => {
  await sim.org.flush()
  return receiver.posts().flatMap(({ data }) => data.events)
}

describe('filters of an event hook', () => {
  const added = 'group.user_membership.add'

  test('let only matching events of their type through, and are read back', async () => {
    const id = await subscribe({ [added]: sales }, [added, 'group.lifecycle.create'])
    const user = sim.org.createUser({ profile: profileOf('ann') })
    for (const name of ['Sales', 'Finance']) {
      const group = sim.org.createGroup({ name })
      sim.org.addMember({ groupId: group.id, userId: user.id })
    }
    const types = (await delivered()).map(({ eventType }) => eventType)
    expect(types).toEqual(['group.lifecycle.create', added, 'group.lifecycle.create'])
    const { body } = await callApi(sim, `GET /api/v1/eventHooks/${id}`)
    expect(body.events.filter).toEqual({
      type: 'EXPRESSION_LANGUAGE',
      eventFilterMap: [{ event: added, condition: { expression: sales, version: null } }],
    })
  })

  test('mark the events that they let through with the hooks that want them', async () => {
    const id = await subscribe({ [added]: sales }, [added])
    for (const displayName of ['Sales', 'Finance']) {
      sim.org.emit({ eventType: added, target: [{ type: 'UserGroup', displayName }] })
    }
    await sim.org.flush()
    const marked = sim.org.events
      .slice(-2)
      .map(({ debugContext }) => debugContext.debugData['targetEventHookIds'])
    expect(marked).toEqual([id, undefined])
  })

  test.each([
    ['an expression that does not parse', { [added]: 'event.target.?[' }],
    ['an expression that runs code', { [added]: "T(java.lang.Runtime).getRuntime().exec('id') eq null" }],
    ['an expression that is no condition', { [added]: 'event.actor.id' }],
    ['a type that the hook does not want', { 'user.session.start': 'event.actor.id != null' }],
  ])('are refused for %s', async (_name, expressions) => {
    const refused = await callApi(sim, 'POST /api/v1/eventHooks', definition(expressions, [added]))
    expect(refused).toMatchObject({
      status: 400,
      body: { errorCode: 'E0000001', errorSummary: 'Api validation failed: events.filter' },
    })
  })
})

test('filters are refused by an org that has not switched them on', async () => {
  const org = await startOktaSim({ allowHttpHooks: true, hookFiltering: false })
  const type = 'user.session.start'
  const create = (expressions: Record<string, string>) =>
    callApi(org, 'POST /api/v1/eventHooks', definition(expressions, [type]))
  const refused = await create({ [type]: 'event.actor.id != null' })
  expect(refused).toMatchObject({ status: 400, body: { errorCode: 'E0000001' } })
  const { filter: _filter, ...events } = definition({}, [type]).events
  const bare = await callApi(org, 'POST /api/v1/eventHooks', { ...definition({}, [type]), events })
  expect(bare.status).toBe(200)
  await org.close()
})

test('the events of a day are counted, warned of and dropped beyond the limit, until the day is over', async () => {
  await subscribe({}, ['user.session.start'])
  const emit = (count: number) => {
    for (let n = 0; n < count; n += 1) sim.org.emit({ eventType: 'user.session.start' })
  }
  const warnings = () =>
    sim.org.events.filter(({ eventType }) => eventType === 'system.org.rate_limit.warning')
  emit(6)
  expect(warnings()).toHaveLength(0)
  emit(9)
  expect(await delivered()).toHaveLength(10)
  expect(warnings()).toHaveLength(1)
  nowMs += 23 * hourMs
  emit(1)
  expect(await delivered()).toHaveLength(10)
  nowMs += hourMs
  emit(2)
  expect(await delivered()).toHaveLength(12)
})
