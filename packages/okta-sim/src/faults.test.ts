import { afterEach, describe, expect, test } from 'vitest'
import { parseFault } from './faults/parse-fault.ts'
import type { OktaSim, OktaSimOptions } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi, profileOf } from './testing/call-api.ts'

let sim: OktaSim
let nowMs: number

async function start(options: OktaSimOptions = {}): Promise<OktaSim> {
  nowMs = Date.parse('2026-06-01T12:00:00.000Z')
  sim = await startOktaSim({ clock: () => new Date(nowMs), ...options })
  return sim
}
afterEach(() => sim.close())

const statusesOf = async (request: string, count: number) => {
  const statuses: number[] = []
  for (let i = 0; i < count; i += 1) statuses.push((await callApi(sim, request)).status)
  return statuses
}

describe('rate limits', () => {
  test('are enforced by bucket and end with their window', async () => {
    await start({ rateLimits: { enforce: true, limits: { users: 2 } } })
    expect(await statusesOf('GET /api/v1/users', 2)).toEqual([200, 200])
    const refused = await callApi(sim, 'GET /api/v1/users')
    expect(refused).toMatchObject({ status: 429, body: { errorCode: 'E0000047' } })
    expect(refused.headers.get('X-Rate-Limit-Limit')).toBe('2')
    expect(refused.headers.get('X-Rate-Limit-Remaining')).toBe('0')
    expect(refused.headers.get('X-Rate-Limit-Reset')).toBe(String(nowMs / 1000 + 60))
    expect(refused.headers.get('Date')).toBe('Mon, 01 Jun 2026 12:00:00 GMT')
    expect((await callApi(sim, 'GET /api/v1/groups')).status).toBe(200)
    expect((await callApi(sim, 'GET /api/v1/users/me')).status).toBe(200)
    expect(await statusesOf('GET /api/v1/users', 1)).toEqual([429])
    nowMs += 60_000
    expect(await statusesOf('GET /api/v1/users', 3)).toEqual([200, 200, 429])
    const violations = sim.org.events.filter(
      ({ eventType }) => eventType === 'system.org.rate_limit.violation',
    )
    expect(violations).toHaveLength(2)
  })

  test('have windows as long as a test can wait for', async () => {
    await start({ rateLimits: { enforce: true, limits: { users: 1 }, windowMs: 5_000 } })
    expect(await statusesOf('GET /api/v1/users', 2)).toEqual([200, 429])
    nowMs += 5_000
    expect(await statusesOf('GET /api/v1/users', 1)).toEqual([200])
  })

  test('leave a part of each bucket to other callers', async () => {
    await start({ rateLimits: { enforce: true, limits: { users: 4 }, callerPercent: 50 } })
    expect(await statusesOf('GET /api/v1/users', 3)).toEqual([200, 200, 429])
    const other = { ...sim, apiToken: 'unknown' }
    expect((await callApi(other, 'GET /api/v1/users')).status).toBe(401)
  })

  test('calls in flight are limited with limit 0', async () => {
    await start({ concurrencyLimit: 2, faults: [{ kind: 'slow', delayMs: 300 }] })
    const answers = await Promise.all([1, 2, 3].map(() => callApi(sim, 'GET /api/v1/users/me')))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 429])
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.headers.get('X-Rate-Limit-Limit')).toBe('0')
    expect((await callApi(sim, 'GET /api/v1/users/me')).status).toBe(200)
  })
})

describe('faults', () => {
  test('errors by path, after some calls and a number of times', async () => {
    await start({ faults: [{ kind: 'error', status: 503, path: '/api/v1/users', after: 1, times: 2 }] })
    expect(await statusesOf('GET /api/v1/users', 4)).toEqual([200, 503, 503, 200])
    expect(await statusesOf('GET /api/v1/groups', 1)).toEqual([200])
  })

  test('a storm of 429 with the end of its window', async () => {
    await start()
    const end = sim.faults.add({ kind: 'rate-limit', delayMs: 30_000 })
    const refused = await callApi(sim, 'GET /api/v1/users')
    expect(refused).toMatchObject({ status: 429, body: { errorCode: 'E0000047' } })
    expect(refused.headers.get('X-Rate-Limit-Reset')).toBe(String(nowMs / 1000 + 30))
    expect(refused.headers.get('X-Rate-Limit-Limit')).toBe('600')
    end()
    expect((await callApi(sim, 'GET /api/v1/users')).status).toBe(200)
  })

  test('a broken connection, before and after the call was executed', async () => {
    await start({ faults: [{ kind: 'drop', method: 'POST', times: 1 }] })
    const body = { profile: profileOf('ann') }
    await expect(callApi(sim, 'POST /api/v1/users', body)).rejects.toThrow('fetch failed')
    expect(sim.org.findUser('ann@acme.test')).toBeUndefined()
    sim.faults.add({ kind: 'drop', executed: true, times: 1 })
    await expect(callApi(sim, 'POST /api/v1/users', body)).rejects.toThrow('fetch failed')
    expect(sim.org.findUser('ann@acme.test')?.status).toBe('PROVISIONED')
    sim.faults.add({ kind: 'error', executed: true, times: 1 })
    const lost = await callApi(sim, 'POST /api/v1/users', { profile: profileOf('bob') })
    expect(lost).toMatchObject({ status: 500, body: { errorCode: 'E0000009' } })
    expect(sim.org.findUser('bob@acme.test')).toBeDefined()
  })

  test('by chance are the same for the same seed', async () => {
    const run = async (randomSeed: number) => {
      await start({ randomSeed, faults: [{ kind: 'error', probability: 0.5 }] })
      const statuses = await statusesOf('GET /api/v1/users/me', 20)
      await sim.close()
      return statuses
    }
    const first = await run(7)
    expect(new Set(first)).toEqual(new Set([200, 500]))
    expect(await run(7)).toEqual(first)
    expect(await run(8)).not.toEqual(first)
    await start()
  })

  test('late, doubled and reordered log events keep their time of publication', async () => {
    await start()
    const read = async (after?: string) => {
      const answer = await callApi(sim, after ? `GET ${after}` : 'GET /api/v1/logs?since=2026-06-01')
      const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('Link') ?? '')?.[1]
      return { types: answer.body.map((each: { eventType: string }) => each.eventType), next }
    }
    sim.faults.add({ kind: 'late', eventType: 'a.', delayMs: 5000 })
    sim.faults.add({ kind: 'duplicate', eventType: 'b.' })
    sim.faults.add({ kind: 'reorder', eventType: 'c.' })
    for (const eventType of ['a.one', 'b.two', 'c.three', 'd.four']) sim.org.emit({ eventType })
    const first = await read()
    expect(first.types).toEqual(['b.two', 'b.two', 'd.four', 'c.three'])
    nowMs += 5000
    expect((await read(first.next)).types).toEqual(['a.one'])
    expect(sim.org.events.at(-1)?.published).toBe('2026-06-01T12:00:00.000Z')
  })

  test('a clock that is ahead', async () => {
    await start({ clockSkewMs: 120_000 })
    const { headers } = await callApi(sim, 'GET /api/v1/users')
    expect(headers.get('Date')).toBe('Mon, 01 Jun 2026 12:02:00 GMT')
  })
})

test('search lags behind, filter and reads by id do not', async () => {
  await start({ searchLagMs: 10_000 })
  const { body: user } = await callApi(sim, 'POST /api/v1/users', { profile: profileOf('ann') })
  const find = async (parameter: string) => {
    const expression = encodeURIComponent('profile.login eq "ann@acme.test"')
    return (await callApi(sim, `GET /api/v1/users?${parameter}=${expression}`)).body
  }
  expect(await find('search')).toEqual([])
  expect(await find('filter')).toHaveLength(1)
  nowMs += 10_000
  expect(await find('search')).toMatchObject([{ status: 'PROVISIONED' }])
  await callApi(sim, `POST /api/v1/users/${user.id}/lifecycle/deactivate`)
  expect(await find('search')).toMatchObject([{ status: 'PROVISIONED' }])
  await callApi(sim, `DELETE /api/v1/users/${user.id}`)
  expect(await find('search')).toMatchObject([{ status: 'PROVISIONED' }])
  nowMs += 10_000
  expect(await find('search')).toEqual([])
})

describe('a fault on the command line', () => {
  test('is a kind and its settings', async () => {
    await start()
    expect(parseFault('drop')).toEqual({ kind: 'drop' })
    expect(parseFault('error:status=503,path=/api/v1/users,probability=0.1,times=5,executed')).toEqual({
      kind: 'error',
      status: 503,
      path: '/api/v1/users',
      probability: 0.1,
      times: 5,
      executed: true,
    })
  })

  test.each(['', 'fire', 'error:status=404', 'slow:ms=5', 'drop:probability=2', 'drop:times='])(
    "'%s' is refused",
    async (text) => {
      await start()
      expect(() => parseFault(text)).toThrow(/Kinds|Settings|Expected|is no number/)
    },
  )
})
