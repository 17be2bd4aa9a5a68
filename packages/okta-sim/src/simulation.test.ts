import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi } from './testing/call-api.ts'

let sim: OktaSim
beforeEach(async () => {
  sim = await startOktaSim()
})
afterEach(() => sim.close())

test('a scenario is played while the org runs', async () => {
  const played = await callApi(sim, 'POST /_simulator/scenarios/joiner?count=3')
  expect(played).toMatchObject({ status: 200, body: { scenario: 'joiner' } })
  expect(played.body.events).toBeGreaterThan(8)
  expect((await callApi(sim, 'GET /api/v1/users/joiner.2@scenario.test')).status).toBe(200)
  expect((await callApi(sim, 'GET /_simulator/scenarios')).body.scenarios).toContain('password-spray')
})

test('faults come and go', async () => {
  const fault = { fault: 'error:status=503,path=/api/v1/users' }
  expect((await callApi(sim, 'POST /_simulator/faults', fault)).status).toBe(201)
  expect((await callApi(sim, 'GET /api/v1/users')).status).toBe(503)
  expect((await callApi(sim, 'DELETE /_simulator/faults')).status).toBe(204)
  expect((await callApi(sim, 'GET /api/v1/users')).status).toBe(200)
})

test('any event can be written', async () => {
  const target = [
    { id: '00uX', type: 'User', alternateId: 'x@acme.test', displayName: 'X', detailEntry: null },
  ]
  const written = await callApi(sim, 'POST /_simulator/events', { eventType: 'user.risk.detect', target })
  expect(written.status).toBe(201)
  const { body } = await callApi(sim, 'GET /api/v1/logs?filter=eventType%20eq%20%22user.risk.detect%22')
  expect(body).toMatchObject([{ uuid: written.body.uuid, target }])
})

test.each([
  ['POST /_simulator/scenarios/unknown', undefined],
  ['POST /_simulator/scenarios/joiner?count=0', undefined],
  ['POST /_simulator/faults', { fault: 'explode' }],
  ['POST /_simulator/faults', {}],
  ['POST /_simulator/events', {}],
])('%s with %j is refused', async (request, body) => {
  expect(await callApi(sim, request, body)).toMatchObject({ status: 400, body: { errorCode: 'E0000001' } })
})

test('nobody without the token plays with the org', async () => {
  const stranger = { ...sim, apiToken: 'guess' }
  expect((await callApi(stranger, 'POST /_simulator/scenarios/joiner')).status).toBe(401)
})
