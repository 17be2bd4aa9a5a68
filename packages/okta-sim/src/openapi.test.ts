import { findCorpus } from '@keyway/tools/corpus'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Saved } from './conformance/call-table.ts'
import { fillCall } from './conformance/call-table.ts'
import { knownDifferences } from './conformance/known-differences.ts'
import { callTables } from './conformance/tables.ts'
import { isReading, requiredScopes } from './http/required-scope.ts'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi } from './testing/call-api.ts'
import type { HookReceiver } from './testing/hook-receiver.ts'
import { startHookReceiver } from './testing/hook-receiver.ts'
import { listRoutes } from './testing/list-routes.ts'
import type { OktaDescription } from './testing/okta-description.ts'
import { readOktaDescription } from './testing/okta-description.ts'
import { stageOrg } from './testing/stage-org.ts'

const corpus = findCorpus()

// Operations whose scope follows no rule and that the simulator does not serve.
const oddScopes = [
  'GET /api/v1/org/privacy/aerial',
  'POST /api/v1/brands/{brandId}/templates/email/{templateName}/test',
  'POST /api/v1/directories/{appInstanceId}/groups/{groupId}/query',
]

// Routes whose answers are not checked, each with the reason.
const unchecked = new Map([
  ['POST /oauth2/v1/token', 'described elsewhere; oauth.test.ts holds it'],
  ['GET /oauth2/v1/keys', 'described elsewhere; oauth.test.ts holds it'],
  ['POST /oauth2/v1/revoke', 'described elsewhere; oauth.test.ts holds it'],
  ['POST /oauth2/v1/introspect', 'described elsewhere; oauth.test.ts holds it'],
  ['DELETE /api/v1/api-tokens/:token', 'ends the token of this test; users.test.ts holds it'],
])

describe.skipIf(corpus === undefined)("Okta's API description", { timeout: 60_000 }, () => {
  let description: OktaDescription
  let sim: OktaSim
  let receiver: HookReceiver
  let staged: Saved
  const routes = listRoutes()
  const called = new Set<string>()
  beforeAll(async () => {
    description = readOktaDescription(corpus ?? '')
    sim = await startOktaSim({ seed: true, allowHttpHooks: true })
    receiver = await startHookReceiver()
    staged = { ...(await stageOrg(sim)), receiver: { url: receiver.url } }
  }, 60_000)
  afterAll(async () => {
    await sim.close()
    await receiver.close()
  })

  /** Makes the call and expects the status, and the answer to be as described. */
  async function call(request: string, { status, body }: { status: number; body: unknown }) {
    const answer = await callApi(sim, request, body)
    const [method = '', address = ''] = request.split(' ')
    const path = address.split('?')[0] ?? ''
    const faults = description.findFaults({ method, path, ...answer })
    const unknown = faults.filter((each) => !knownDifferences.some(({ fault }) => fault.test(each)))
    const found = { request, status: answer.status, body: answer.status === status ? undefined : answer.body }
    expect(found).toEqual({ request, status, body: undefined })
    expect({ request, faults: unknown }).toEqual({ request, faults: [] })
    if (status < 400) called.add(routes.match(method, path) ?? '')
    return answer.body
  }

  test('gives each operation the scope that the simulator asks for', () => {
    const differing = description.operations.flatMap(({ template, method, scopes }) => {
      if (!/^\/(api\/v1|oauth2\/v1\/clients|integrations)\//.test(template) || scopes.length === 0) return []
      if (oddScopes.includes(`${method} ${template}`)) return []
      const needed = requiredScopes(method, template)
      return needed.some((scope) => scopes.includes(scope))
        ? []
        : [`${method} ${template}: ${scopes.join()}, not ${needed.join()}`]
    })
    expect(isReading('GET', '/')).toBe(true)
    expect(differing).toEqual([])
  })

  test.each(callTables)('holds for $area', async ({ calls }) => {
    const saved = { ...staged }
    for (const each of calls) {
      const { saveAs, request, status, body } = fillCall(each, saved)
      const answer = await call(request, { status, body })
      if (saveAs !== undefined) saved[saveAs] = answer
    }
  })

  test('covers every route that is served', () => {
    const missing = routes.all.filter((route) => !called.has(route) && !unchecked.has(route))
    expect(missing).toEqual([])
    expect([...unchecked.keys()].filter((route) => !routes.all.includes(route))).toEqual([])
  })

  test('knows every event type that these calls left in the System Log', () => {
    const unknown = new Set(sim.org.events.map(({ eventType }) => eventType))
    for (const type of description.eventTypes) unknown.delete(type)
    expect([...unknown]).toEqual([])
  })
})
