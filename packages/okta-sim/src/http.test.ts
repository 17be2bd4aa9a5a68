import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi } from './testing/call-api.ts'

let sim: OktaSim
beforeAll(async () => {
  sim = await startOktaSim({ seed: true, apiToken: '00secret' })
})
afterAll(() => sim.close())

describe('every answer', () => {
  test('carries request id, rate limit and date', async () => {
    const first = await callApi(sim, 'GET /api/v1/users?limit=1')
    const second = await callApi(sim, 'GET /api/v1/users?limit=1')
    expect(first.headers.get('X-Okta-Request-Id')).not.toBe(second.headers.get('X-Okta-Request-Id'))
    expect(first.headers.get('X-Rate-Limit-Limit')).toBe('600')
    const remaining = [first, second].map(({ headers }) => Number(headers.get('X-Rate-Limit-Remaining')))
    expect(remaining).toEqual([599, 598])
    const waitSeconds =
      Number(first.headers.get('X-Rate-Limit-Reset')) - Date.parse(first.headers.get('Date') ?? '') / 1000
    expect(waitSeconds).toBeGreaterThan(55)
    expect(waitSeconds).toBeLessThan(65)
  })

  test.each([undefined, 'SSWS wrong', 'Bearer 00secret', '00secret'])(
    'to the credentials %s is 401',
    async (value) => {
      const response = await fetch(`${sim.url}/api/v1/users`, {
        headers: value ? { Authorization: value } : {},
      })
      expect(response.status).toBe(401)
      expect(response.headers.get('X-Okta-Request-Id')).toMatch(/^\w{24}$/)
      expect(await response.json()).toMatchObject({
        errorCode: 'E0000011',
        errorSummary: 'Invalid token provided',
        errorLink: 'E0000011',
        errorCauses: [],
      })
    },
  )

  test.each<[string, number, string]>([
    ['GET /api/v1/nothing', 404, 'E0000008'],
    ['PATCH /api/v1/users', 405, 'E0000022'],
    ['GET /api/v1/users/00uNobody', 404, 'E0000007'],
    ['GET /api/v1/users?limit=x', 400, 'E0000001'],
    ['GET /api/v1/users?after=x', 400, 'E0000001'],
    ['GET /api/v1/users?filter=status%20ne%20"ACTIVE"', 400, 'E0000031'],
    ['GET /api/v1/users?search=profile.login%20xx%20"a"', 400, 'E0000031'],
    ['GET /api/v1/users?search=profile.department%20co%20"a"', 400, 'E0000031'],
    ['GET /api/v1/groups?filter=profile.name%20eq%20"a"', 400, 'E0000031'],
  ])('%s is %d %s', async (request, status, errorCode) => {
    expect(await callApi(sim, request)).toMatchObject({ status, body: { errorCode } })
  })

  test('to a body that is no JSON object is 400 E0000003', async () => {
    for (const body of ['', '{', '[]', 'null', '"x"']) {
      const headers = { Authorization: `SSWS ${sim.apiToken}` }
      const response = await fetch(`${sim.url}/api/v1/users`, { method: 'POST', headers, body })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ errorCode: 'E0000003' })
    }
  })
})

test('the seeded company is the same each time and leaves no trace in the System Log', async () => {
  const other = await startOktaSim({ seed: true })
  const read = async (from: OktaSim, path: string): Promise<string[]> => {
    const { body } = await callApi(from, `GET ${path}`)
    return body.map((each: { id: string }) => each.id)
  }
  for (const path of ['/api/v1/users', '/api/v1/groups', '/api/v1/apps']) {
    expect(await read(other, path)).toEqual(await read(sim, path))
  }
  expect(other.org.events).toEqual([])
  expect(other.apiToken).not.toBe(sim.apiToken)
  await other.close()
  const ada = await callApi(sim, 'GET /api/v1/users/ada.nwosu/roles')
  expect(ada.body).toMatchObject([{ type: 'SUPER_ADMIN', assignmentType: 'USER', status: 'ACTIVE' }])
})

test('a revoked token, or one whose owner is gone, opens nothing any more', async () => {
  const org = await startOktaSim()
  expect((await callApi(org, 'DELETE /api/v1/api-tokens/current')).status).toBe(204)
  expect((await callApi(org, 'GET /api/v1/users')).status).toBe(401)
  await org.close()
  const second = await startOktaSim()
  await callApi(second, 'POST /api/v1/users/me/lifecycle/deactivate')
  expect((await callApi(second, 'GET /api/v1/users')).status).toBe(401)
  await second.close()
})
