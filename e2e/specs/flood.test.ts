import { connections, executions, flows, oktaHooks } from '@keyway/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCountingServer, type CountingServer } from '../fixtures/counting-server.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { oktaDelivery, postToHook } from '../fixtures/okta-delivery.ts'
import { bringIn, startWorld, type World } from '../fixtures/world.ts'

let world: World
let slow: CountingServer

beforeAll(async () => {
  slow = await startCountingServer({ answerAfterMs: 3_000 })
  world = await startWorld({ logLevel: 'error' })
})
afterAll(async () => {
  await world?.close()
  await slow?.close()
})

/** Events of the flood; each holds its place for nine seconds. */
const flood = 5_000

test('a flow that floods leaves room: what another one is asked for is answered at once', async () => {
  const { call } = world
  const { id } = await call(connections.createConnection, {
    body: { name: 'slow', connector: 'http', values: { baseUrl: slow.url } },
  })
  await bringIn(world, [readFlowFile('counted-write.yaml')], new Map([['http', id]]))
  const { id: flowId } = await call(flows.createFlow, {
    body: {
      document: {
        keyway: 1,
        name: 'Echo',
        trigger: { endpoint: { security: 'public' } },
        steps: [{ return: { said: { ref: 'trigger.body' } } }],
      },
    },
  })
  await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
  const { endpoint } = await call(flows.getFlow, { params: { flowId } })
  const hook = await call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
  for (let sent = 0; sent < flood; sent += 100) {
    const events = Array.from({ length: 100 }, (_, n) => ({ uuid: `flood-${sent + n}` }))
    const { status } = await postToHook(hook, oktaDelivery(events))
    expect(status).toBe(204)
  }

  const times: number[] = []
  for (const word of ['one', 'two', 'three']) {
    const began = performance.now()
    const answer = await fetch(endpoint?.url ?? '', { method: 'POST', body: word })
    times.push(performance.now() - began)
    expect(await answer.json()).toEqual({ said: word })
  }
  const { items } = await call(executions.listExecutions, { query: { status: 'queued', limit: 200 } })
  console.log(JSON.stringify({ answeredAfterMs: times.map(Math.round), stillQueued: items.length }))
  // Otherwise there was no flood to speak of.
  expect(items).toHaveLength(200)
  expect(Math.max(...times)).toBeLessThan(3_000)
})
