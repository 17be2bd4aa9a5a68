import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { budgets, connections, createClient, executions, flows, type AnswerOf, type Call } from '@keyway/api'
import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { startKeyway } from '@keyway/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../fixtures/postgres.ts'
import { waitFor } from '../fixtures/wait-for.ts'

// `npm run bench -- --only governor` is the same with 50,000 reads, and tells how long it takes.
const reads = 480
const limit = 400
const windowMs = 10_000
/** Half of the limit is left to others. */
const allowed = limit / 2

type Execution = AnswerOf<typeof executions.getExecution>

describe.each([1, 4])('a bulk run in %i workers beside a sign-in client', (workers) => {
  const closers: (() => Promise<unknown>)[] = []
  const calls: Call[] = []
  let okta: OktaSim
  let signIn: SignIn

  beforeAll(async () => {
    okta = await startOktaSim({
      rateLimits: { enforce: true, limits: { 'user.read': limit }, windowMs },
      concurrencyLimit: 75,
      clockSkewMs: 90_000,
    })
    closers.push(() => okta.close())
    const directory = await mkdtemp(path.join(tmpdir(), 'keyway-e2e-'))
    closers.push(() => rm(directory, { recursive: true, force: true }))
    const postgres = workers === 1 ? undefined : await startPostgres()
    if (postgres !== undefined) closers.push(() => postgres.stop())
    for (let n = 0; n < workers; n += 1) {
      const keyway = await startKeyway({
        port: 0,
        dataDirectory: directory,
        egressAllow: ['127.0.0.0/8'],
        logLevel: 'silent',
        ...(postgres === undefined ? {} : { databaseUrl: postgres.url }),
      })
      closers.push(() => keyway.close())
      const token = (await readFile(path.join(directory, 'cli-token'), 'utf8')).trim()
      calls.push(createClient({ baseUrl: keyway.url, token }))
    }
    signIn = startSignIn(okta)
    closers.push(() => signIn.stop())
  }, 60_000)
  afterAll(async () => {
    for (const close of closers.toReversed()) await close()
  })

  test('uses its part of each window, says what it waits for, and nobody is refused', async () => {
    const [call] = calls
    if (call === undefined) throw new Error('No worker.')
    const { id: connectionId } = await call(connections.createConnection, {
      body: { name: 'org', connector: 'okta', values: { domain: okta.url, token: okta.apiToken } },
    })
    const runs: { call: Call; executionId: string }[] = []
    for (const [n, each] of calls.entries()) {
      const { id: flowId } = await each(flows.createFlow, {
        body: { document: bulkFlow(n, reads / workers) },
      })
      const params = { flowId }
      await each(flows.bindConnections, { params, body: { bindings: { org: connectionId } } })
      await each(flows.switchFlow, { params, body: { isOn: true } })
      runs.push({ call: each, ...(await each(flows.runFlow, { params, body: { input: {} } })) })
    }
    const detail = (run: (typeof runs)[0]): Promise<Execution> =>
      run.call(executions.getExecution, { params: { executionId: run.executionId } })

    const waiting = await waitFor('a step that waits for its turn, and a forecast', async () => {
      for (const run of runs) {
        const { waits, forecast, progress } = await detail(run)
        if (waits.length > 0 && forecast !== null) return { wait: waits[0], forecast, progress }
      }
      return undefined
    })
    expect(waiting.wait).toMatchObject({ what: 'Okta GET /api/v1/users/{id}', step: 'steps[0].do[0]' })
    expect(waiting.forecast).toMatchObject({ org: okta.url, bucket: 'GET /api/v1/users/{id}' })
    expect(waiting.forecast.endsAt).toBeGreaterThan(Date.now() - windowMs)
    // Until a second window was seen, it counts with Okta's minute.
    expect(waiting.forecast.endsAt).toBeLessThan(Date.now() + 3 * 60_000)

    // Processes tell of themselves once a second.
    const items = await waitFor('a budget that steps wait for', async () => {
      const { items: known } = await call(budgets.listBudgets, { query: { connectionId } })
      return known.some((budget) => budget.waiting > 0) ? known : undefined
    })
    expect(items).toEqual([
      expect.objectContaining({ bucket: 'GET /api/v1/users/{id}', limit, reservePercent: 50 }),
    ])
    expect(items[0]?.usedByFlows).toBeLessThanOrEqual(allowed)

    for (const run of runs) {
      const ended = await waitFor(
        'the end',
        async () => {
          const now = await detail(run)
          return now.finishedAt === null ? undefined : now
        },
        90_000,
      )
      expect(ended).toMatchObject({ status: 'succeeded', output: { count: reads / workers }, waits: [] })
    }
    expect(okta.org.events.filter(({ eventType }) => eventType.endsWith('limit.violation'))).toEqual([])
    expect(signIn.refused()).toBe(0)
    expect(Math.max(...signIn.usedByOthers())).toBeLessThanOrEqual(allowed)
  }, 120_000)
})

function bulkFlow(number: number, repeat: number) {
  const user = { id: 'user', use: 'okta.read_user', connection: 'org', with: { user: 'me' } }
  return {
    keyway: 1 as const,
    name: `Read in bulk ${number}`,
    trigger: { manual: true as const },
    priority: 'bulk' as const,
    steps: [
      { id: 'reads', repeat, concurrency: 40, do: [user] },
      { return: { count: { ref: 'reads.count' } } },
    ],
  }
}

interface SignIn {
  refused: () => number
  /** Calls that were not its own, in each window. */
  usedByOthers: () => number[]
  stop: () => Promise<void>
}

/** A client that uses the same budget, as sign-in would. */
function startSignIn({ url, apiToken }: OktaSim): SignIn {
  const own = new Map<string, number>()
  const others = new Map<string, number>()
  let refused = 0
  let isOver = false
  const read = async (): Promise<void> => {
    const answer = await fetch(`${url}/api/v1/users/me`, { headers: { authorization: `SSWS ${apiToken}` } })
    await answer.arrayBuffer()
    if (answer.status !== 200) refused += 1
    const window = answer.headers.get('x-rate-limit-reset') ?? ''
    const used = limit - Number(answer.headers.get('x-rate-limit-remaining'))
    const mine = (own.get(window) ?? 0) + 1
    own.set(window, mine)
    others.set(window, Math.max(others.get(window) ?? 0, used - mine))
  }
  const running = (async () => {
    while (!isOver) {
      await read()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })()
  return {
    refused: () => refused,
    usedByOthers: () => [...others.values()],
    async stop() {
      isOver = true
      await running
    },
  }
}
