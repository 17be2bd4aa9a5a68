import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { alerts, executions, flows, notifications, oktaHooks, type AnswerOf } from '@keyway/api'
import { attackScripts, toLogEvents } from '@keyway/identity/testing'
import type { JsonObject } from '@keyway/sdk'
import { afterEach, describe, expect, test } from 'vitest'
import { waitFor } from '../fixtures/wait-for.ts'
import { startWorld, type World } from '../fixtures/world.ts'

const plan = [
  { storage: 'sqlite', rounds: 4 },
  { storage: 'postgres', rounds: 2 },
] as const

const victimsOfRound = 3

describe.each(plan)('killed $rounds times while attacks are under way on $storage', ({ storage, rounds }) => {
  let world: World | undefined
  afterEach(() => world?.close())

  test('each attack has one alert, which started its flow once and was told', async () => {
    const told = new Map<string, Set<string>>()
    const receiver = createServer((request, response) => {
      let text = ''
      request.on('data', (part: Buffer) => (text += part.toString()))
      request.on('end', () => {
        const { data }: { data: { id: string } } = JSON.parse(text)
        const message = String(request.headers['idempotency-key'])
        told.set(data.id, new Set([...(told.get(data.id) ?? []), message]))
        response.writeHead(200).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const { port } = receiver.address() as AddressInfo
    try {
      world = await startWorld({ storage, logLevel: 'error' })
      const { call, keyway } = world
      await call(notifications.createTarget, {
        body: {
          name: 'Receiver',
          kind: 'webhook',
          values: { url: `http://127.0.0.1:${port}/`, authentication: 'none' },
        },
      })
      const flow = await call(flows.createFlow, {
        body: {
          document: {
            keyway: 1,
            name: 'Answer',
            trigger: { event: 'keyway.alert_raised' },
            steps: [{ return: { alert: { ref: 'trigger.id' } } }],
          },
        },
      })
      await call(flows.switchFlow, { params: { flowId: flow.id }, body: { isOn: true } })
      const hook = await call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })

      for (let round = 0; round < rounds; round += 1) {
        const attacks = Array.from({ length: victimsOfRound }, (_, index) =>
          attackOn(`00u-${round}-${index}`),
        )
        // Half of what a window needs is only known from before the kill.
        await deliver(
          hook,
          attacks.flatMap((events) => events.slice(0, 3)),
        )
        await setTimeout(Math.random() * 900)
        await keyway.kill()
        await keyway.start()
        await deliver(
          hook,
          attacks.flatMap((events) => events.slice(3)),
        )
        await setTimeout(Math.random() * 900)
        await keyway.kill()
        await keyway.start()
      }
      const victims = rounds * victimsOfRound
      const all = async () => (await call(alerts.listAlerts, { query: { limit: 200 } })).items
      await waitFor(
        'an alert for each attack',
        async () => ((await all()).length >= victims ? true : undefined),
        60_000,
      )
      await waitFor(
        'all of them to be told',
        () => Promise.resolve(told.size >= victims ? true : undefined),
        60_000,
      )
      const found = await all()
      expect(new Set(found.map(({ subject }) => subject?.id)).size).toBe(victims)
      expect(found.map(({ findings }) => findings)).toEqual(found.map(() => 1))
      const runs = await waitFor('a run for each alert', async () => {
        const query = { flowId: flow.id, limit: 200 }
        const { items } = await call(executions.listExecutions, { query })
        return items.filter(({ status }) => status === 'succeeded').length >= victims ? items : undefined
      })
      expect(runs).toHaveLength(victims)
      // A message may come twice where the kill fell between it and its answer; then it says that it is the same.
      expect([...told.keys()].toSorted()).toEqual(found.map(({ id }) => id).toSorted())
      expect([...told.values()].map(({ size }) => size)).toEqual(found.map(() => 1))
    } finally {
      receiver.close()
    }
  }, 240_000)
})

function attackOn(userId: string): JsonObject[] {
  const script = attackScripts['keyway.mfa_fatigue']?.attack ?? []
  const text = JSON.stringify(toLogEvents(script, Date.now() - 20 * 60_000))
  const events: JsonObject[] = JSON.parse(text.replaceAll('"00u1"', JSON.stringify(userId)))
  return events
}

async function deliver(
  hook: AnswerOf<typeof oktaHooks.createOktaHook>,
  events: readonly JsonObject[],
): Promise<void> {
  const body = { eventType: 'com.okta.event_hook', source: 'https://acme.okta.com', data: { events } }
  const headers = { 'content-type': 'application/json', [hook.headerName]: hook.secret ?? '' }
  const sent = await fetch(hook.url, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(sent.status).toBe(204)
}
