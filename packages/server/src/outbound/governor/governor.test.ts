import type { Priority } from '@keyway/engine'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { afterEach, describe, expect, test } from 'vitest'
import { startRateLimitedApi, type RateLimitedApi } from '../../testing/rate-limited-api.ts'
import { createGovernor, type Governor, type Turn } from './governor.ts'
import { createLocalLedger, type Ledger } from './ledger.ts'

const signal = new AbortController().signal
let api: RateLimitedApi | undefined
afterEach(() => api?.close())

const ask = (key: string, priority: Priority = 'bulk') => ({
  org: 'https://acme.okta.com',
  bucket: '/api/v1/users',
  priority,
  reserve: undefined,
  executionId: null,
  key,
  isUnderWay: false,
  signal,
})

/** A governor whose org answers at once with what is left of its window. */
function createOrg(options: {
  limit: number
  ledger?: Ledger
  windowMs?: number
  round?: (seconds: number) => number
}) {
  const clock = { now: 1_700_000_000_000 }
  const { limit, ledger = createLocalLedger(), windowMs = 60_000, round = Math.ceil } = options
  const governor = createGovernor({ ledger, now: () => clock.now })
  const window = { endsAt: clock.now + windowMs, used: 0 }
  const settle = (turn: Turn, more: { status?: number; limit?: number } = {}) => {
    if (turn.kind === 'wait') return
    if (clock.now >= window.endsAt) Object.assign(window, { endsAt: clock.now + windowMs, used: 0 })
    window.used += 1
    turn.done({
      status: more.status ?? 200,
      headers: {
        date: new Date(clock.now).toUTCString(),
        'x-rate-limit-limit': String(more.limit ?? limit),
        'x-rate-limit-remaining': String(Math.max(0, limit - window.used)),
        'x-rate-limit-reset': String(round(window.endsAt / 1000)),
      },
    })
  }
  const admit = async (key: string, priority: Priority = 'bulk', reserve?: number) => {
    const turn = await governor.admit({ ...ask(key, priority), reserve })
    settle(turn)
    return turn
  }
  const goMany = async (count: number, priority: Priority = 'bulk', reserve?: number) => {
    let went = 0
    for (let n = 0; n < count; n += 1) {
      if ((await admit(`${priority}-${window.endsAt}-${reserve}-${n}`, priority, reserve)).kind === 'go')
        went += 1
    }
    return went
  }
  return { clock, window, governor, settle, admit, goMany }
}

describe('a budget', () => {
  test('leaves half to others; people and incidents go further into it', async () => {
    const org = createOrg({ limit: 100 })
    expect(await org.goMany(100)).toBe(50)
    expect(await org.goMany(100, 'interactive')).toBe(25)
    expect(await org.goMany(100, 'incident')).toBe(15)
  })

  test('leaves what a connection says instead', async () => {
    const org = createOrg({ limit: 100 })
    expect(await org.goMany(100, 'bulk', 0.95)).toBe(5)
    expect(await org.goMany(100, 'bulk', 0.2)).toBe(75)
    expect(await org.goMany(100, 'bulk', 0)).toBe(20)
  })

  test('counts as its own what a process used that did not live to tell', async () => {
    const org = createOrg({ limit: 100 })
    org.window.used = 30
    expect(await org.goMany(100)).toBe(20)
    org.clock.now += 70_000
    expect(await org.goMany(100)).toBe(50)
  })

  test('stays closed when an answer shows that the window still runs', async () => {
    // Ends are told in whole seconds; nobody says that they are rounded up.
    const org = createOrg({ limit: 100, windowMs: 60_900, round: Math.floor })
    await org.goMany(50)
    org.clock.now += 60_300
    expect((await org.admit('early')).kind).toBe('go')
    expect(await org.goMany(60)).toBe(0)
    org.clock.now += 10_000
    expect(await org.goMany(60)).toBe(49)
  })

  test('learns how long windows are', async () => {
    const org = createOrg({ limit: 20, windowMs: 10_000 })
    await org.goMany(10)
    org.clock.now += 11_000
    await org.goMany(10)
    for (let n = 0; n < 10; n += 1) await org.admit(`a${n}`)
    const last = await org.admit('b')
    expect(last.kind === 'wait' ? last.waitMs : 0).toBeLessThan(25_000)
  })

  test('yields to others who use more than their part', async () => {
    const org = createOrg({ limit: 100 })
    await org.goMany(1)
    org.window.used = 70
    expect(await org.goMany(100)).toBe(21 - 1)
  })

  test('begins anew with the next window, and those who waited come before newcomers', async () => {
    const org = createOrg({ limit: 20 })
    expect(await org.goMany(10)).toBe(10)
    const waits = []
    for (let n = 0; n < 25; n += 1) waits.push(await org.admit(`w${n}`))
    const seconds = waits.map((turn) => (turn.kind === 'wait' ? Math.floor(turn.waitMs / 61_600) : -1))
    expect(seconds.filter((window) => window === 0)).toHaveLength(10)
    expect(waits.map((turn) => (turn.kind === 'wait' ? turn.ahead : -1))).toEqual(waits.map((_, n) => n))
    org.clock.now += 62_000
    expect((await org.admit('newcomer')).kind).toBe('wait')
    for (let n = 0; n < 10; n += 1) expect((await org.admit(`w${n}`)).kind).toBe('go')
    expect((await org.admit('w10')).kind).toBe('wait')
  })

  test('is closed by a 429 until the window ends', async () => {
    const org = createOrg({ limit: 100 })
    org.settle(await org.governor.admit(ask('a')), { status: 429 })
    expect((await org.admit('b', 'incident')).kind).toBe('wait')
    org.clock.now += 62_000
    expect((await org.admit('b', 'incident')).kind).toBe('go')
  })

  test('asks few before the first answer, and none when the other side tells nothing', async () => {
    const org = createOrg({ limit: 100 })
    const turns = await Promise.all(Array.from({ length: 12 }, (_, n) => org.governor.admit(ask(`k${n}`))))
    expect(turns.filter(({ kind }) => kind === 'go')).toHaveLength(8)
    for (const turn of turns) if (turn.kind === 'go') turn.done()
    const again = await org.governor.admit(ask('k20'))
    expect(again.kind).toBe('go')
    if (again.kind === 'go') again.done({ status: 200, headers: {} })
    expect(await org.goMany(3)).toBe(3)
  })
})

test('a refusal of too many at once pauses all calls of the org, longer each time', async () => {
  const org = createOrg({ limit: 1_000 })
  await org.goMany(1)
  const crowded = async (key: string) => {
    const turn = await org.governor.admit(ask(key))
    org.settle(turn, { status: 429, limit: 0 })
    return turn.kind
  }
  const waitMs = async () => {
    const turn = await org.admit('x', 'incident')
    return turn.kind === 'wait' ? turn.waitMs : 0
  }
  expect(await crowded('a')).toBe('go')
  expect(await waitMs()).toBeGreaterThanOrEqual(1_000)
  org.clock.now += 1_001
  expect(await crowded('b')).toBe('go')
  expect(await waitMs()).toBeGreaterThanOrEqual(2_000)
  org.clock.now += 2_001
  expect(await org.goMany(1)).toBe(1)
})

test('a call that was cancelled while it waited for a slot leaves none taken', async () => {
  const org = createOrg({ limit: 1_000 })
  await org.goMany(1)
  const busy = await Promise.all(Array.from({ length: 18 }, (_, n) => org.governor.admit(ask(`b${n}`))))
  const stopping = new AbortController()
  const queued = org.governor.admit({ ...ask('q'), signal: stopping.signal })
  stopping.abort(new Error('over'))
  await expect(queued).rejects.toThrow('over')
  for (const turn of busy) org.settle(turn)
  expect(await org.goMany(18)).toBe(18)
})

/** One worker: sends until it has had so many answers, and waits as it is told, as parked steps do. */
async function work(governor: Governor, url: string, { name, count }: { name: string; count: number }) {
  let next = 0
  const send = async () => {
    while (next < count) {
      const key = `${name}-${(next += 1)}`
      for (;;) {
        const turn = await governor.admit({ ...ask(key), org: url })
        if (turn.kind === 'wait') {
          await sleep(turn.waitMs)
          continue
        }
        const { statusCode, headers, body } = await request(url)
        await body.dump()
        const flat = Object.fromEntries(
          Object.entries(headers).map(([header, value]) => [header, String(value)]),
        )
        turn.done({ status: statusCode, headers: flat })
        if (statusCode === 200) break
      }
    }
  }
  await Promise.all(Array.from({ length: 30 }, send))
}

test('many reads beside a sign-in client bring nobody a 429, with a clock that differs', async () => {
  const limited = await startRateLimitedApi({ limit: 200, windowMs: 4_000, skewMs: 90_000 })
  api = limited
  let isOver = false
  const signIn = (async () => {
    while (!isOver) {
      const { body } = await request(limited.url, { headers: { 'x-client': 'sign-in' } })
      await body.dump()
      await sleep(60)
    }
  })()
  const governor = createGovernor({ ledger: createLocalLedger() })
  await work(governor, limited.url, { name: 'w', count: 250 })
  isOver = true
  await signIn
  expect(limited.refused.size).toBe(0)
  expect(limited.answered.get('keyway')).toBe(250)
  expect(limited.mostAtOnce()).toBeLessThanOrEqual(20)
}, 40_000)
