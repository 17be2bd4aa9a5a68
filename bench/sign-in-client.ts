import type { OktaSim } from '@keyway/okta-sim'
import { toPercentiles, type Percentiles } from './statistics.ts'

/** What one answer said of the budget that sign-in and flows share. */
interface Sample {
  /** By this process's clock; milliseconds. */
  at: number
  endsAt: number
  /** Calls of everybody in the window so far. */
  used: number
  /** Calls of this client in it, this one included. */
  own: number
}

/** Somebody else's program that uses the same budget as the flows, at a steady pace, as sign-in does. */
export interface SignInClient {
  /** Calls that flows made in each window so far, the oldest first. */
  usedByFlows: () => number[]
  samples: () => readonly Sample[]
  refused: () => number
  answered: () => number
  /** Resolves when a window has just begun. */
  nextWindow: () => Promise<void>
  latencyMs: () => Percentiles
  stop: () => Promise<void>
}

export function startSignInClient({ url, apiToken }: OktaSim, perSecond: number): SignInClient {
  const samples: Sample[] = []
  const latencies: number[] = []
  const own = new Map<number, number>()
  let refused = 0
  const underWay = new Set<Promise<void>>()

  async function call(): Promise<void> {
    const start = performance.now()
    const answer = await fetch(`${url}/api/v1/users/me`, { headers: { authorization: `SSWS ${apiToken}` } })
    await answer.arrayBuffer()
    if (answer.status !== 200) refused += 1
    latencies.push(performance.now() - start)
    const read = (name: string): number => Number(answer.headers.get(`x-rate-limit-${name}`))
    const endsAt = read('reset')
    const mine = (own.get(endsAt) ?? 0) + 1
    own.set(endsAt, mine)
    samples.push({ at: Date.now(), endsAt, used: read('limit') - read('remaining'), own: mine })
  }

  const timer = setInterval(() => {
    const running = call().finally(() => underWay.delete(running))
    underWay.add(running)
  }, 1_000 / perSecond)

  return {
    usedByFlows: () =>
      [...own.keys()]
        .toSorted((a, b) => a - b)
        .map((window) =>
          Math.max(...samples.filter(({ endsAt }) => endsAt === window).map((each) => each.used - each.own)),
        ),
    samples: () => samples,
    refused: () => refused,
    answered: () => latencies.length,
    async nextWindow() {
      const before = Math.max(0, ...own.keys())
      while (Math.max(0, ...own.keys()) === before) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    latencyMs: () => toPercentiles(latencies),
    async stop() {
      clearInterval(timer)
      await Promise.all(underWay)
    },
  }
}
