import { expect, test } from 'vitest'
import { startOktaSim } from '../start-okta-sim.ts'
import { callApi, readPages } from '../testing/call-api.ts'

test('a crowd is the same for the same seed, and another for another', async () => {
  const read = async (randomSeed: number) => {
    const sim = await startOktaSim({ seed: { users: 300 }, randomSeed })
    const pages = await readPages(sim, '/api/v1/users?limit=200')
    const groups = await callApi(sim, 'GET /api/v1/groups')
    await sim.close()
    return { users: pages.flat(), groups: groups.body }
  }
  const first = await read(1)
  const logins = (users: unknown[]) => users.map((user) => Object(user).profile.login)
  expect(first.users.length).toBeGreaterThan(280)
  expect(first.groups).toHaveLength(9)
  expect(logins((await read(1)).users)).toEqual(logins(first.users))
  expect(logins((await read(2)).users)).not.toEqual(logins(first.users))
})

test('a hundred thousand users are there in seconds and found at once', { timeout: 60_000 }, async () => {
  const startedAt = performance.now()
  const sim = await startOktaSim({ seed: { users: 100_000 } })
  expect(performance.now() - startedAt).toBeLessThan(15_000)
  const { body } = await callApi(sim, 'GET /api/v1/users?limit=2')
  // The first is the administrator; the answer to a login is an index look-up.
  const login = String(body[1].profile.login)
  expect((await callApi(sim, `GET /api/v1/users/${login}`)).body.id).toBe(body[1].id)
  const search = encodeURIComponent('profile.department eq "Legal" and status eq "LOCKED_OUT"')
  expect((await callApi(sim, `GET /api/v1/users?search=${search}`)).body.length).toBeGreaterThan(50)
  await sim.close()
})
