import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi, nextOf, readPages } from './testing/call-api.ts'

let sim: OktaSim
beforeAll(async () => {
  sim = await startOktaSim({ seed: true })
})
afterAll(() => sim.close())

const idsOf = (pages: unknown[][]) => (pages.flat() as { id: string }[]).map(({ id }) => id)

const collections = [
  '/api/v1/users?',
  '/api/v1/users?search=status%20pr&',
  '/api/v1/users?search=status%20pr&sortBy=profile.department&sortOrder=desc&',
  '/api/v1/users?filter=status%20eq%20"ACTIVE"&',
  '/api/v1/groups?',
  '/api/v1/apps?',
]

test.each(collections)('%s shows every item exactly once for any limit', async (path) => {
  const whole = await callApi(sim, `GET ${path}limit=200`)
  expect(nextOf(whole)).toBeUndefined()
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (limit) => {
      const pages = await readPages(sim, `${path}limit=${limit}`)
      expect(idsOf(pages)).toEqual(idsOf([whole.body]))
      expect(pages).toHaveLength(Math.ceil(whole.body.length / limit))
    }),
    { numRuns: 12 },
  )
})

test('a limit beyond the maximum counts as the maximum', async () => {
  const everyone = (await callApi(sim, 'GET /api/v1/groups?q=Everyone')).body[0].id
  for (let index = 0; index < 200; index += 1) {
    const email = `member${index}@acme.test`
    sim.org.createUser({ profile: { login: email, email, firstName: 'M', lastName: String(index) } })
  }
  expect((await callApi(sim, 'GET /api/v1/users?limit=5000')).body).toHaveLength(200)
  expect((await callApi(sim, `GET /api/v1/groups/${everyone}/users?limit=5000`)).body).toHaveLength(226)
})

test('a deletion during the walk neither skips nor repeats the others', async () => {
  const first = await callApi(sim, 'GET /api/v1/groups?limit=3')
  const removed = first.body[2].id
  await callApi(sim, `DELETE /api/v1/groups/${removed}`)
  const rest = await readPages(sim, (nextOf(first) ?? '').slice(sim.url.length))
  const ids = [...idsOf([first.body]), ...idsOf(rest)]
  expect(ids).toHaveLength(7)
  expect(new Set(ids).size).toBe(7)
})

test('a cursor belongs to its query', async () => {
  const first = await callApi(sim, 'GET /api/v1/users?limit=2')
  const after = new URL(nextOf(first) ?? '').searchParams.get('after')
  const other = await callApi(sim, `GET /api/v1/users?limit=2&filter=status%20eq%20"ACTIVE"&after=${after}`)
  expect(other.status).toBe(400)
})
