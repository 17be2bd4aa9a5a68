import { connections, type Call } from '@keyway/api'
import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { makeTemporaryDirectory } from './cleanup.ts'
import type { BenchPostgres } from './postgres.ts'
import { readCpuMs } from './process-usage.ts'
import { prepareManualFlow, startFlow, waitForRest, type Listed } from './run-flow.ts'
import { startSignInClient, type SignInClient } from './sign-in-client.ts'
import type { Percentiles } from './statistics.ts'
import { startKeyway, type World } from './world.ts'

/** How many reads, and the limit of the simulated org. Windows are shorter than Okta's minute: everything is scaled. */
export interface GovernorPlan {
  reads: number
  limit: number
  windowMs: number
}

/** Reads in bulk from an org that enforces its rate limit, with a sign-in client beside them. */
export interface GovernorFigures extends GovernorPlan {
  workers: number
  /** Calls in a window that the reserve allows. */
  allowed: number
  tookMs: number
  /** Windows that have to pass, and the calls of the last one at the pace of the first. */
  fastestMs: number
  overFastestPercent: number
  /** Calls of flows in each window: never more than allowed. */
  used: number[]
  /** While the budget lasts. */
  readsPerSecond: number
  signIn: { answered: number; refused: number; latencyMs: Percentiles }
  /** Calls that the org answered with 429, whoever made them. */
  refused: number
  cpuMsPerRead: number
}

const reserve = 0.5
const signInPerSecond = 20
const turnsAtOnce = 200

/** @throws {Error} when anybody was refused, when the reserve was used, or when a read was lost. */
export async function measureGovernor(
  plan: GovernorPlan,
  { workers, postgres }: { workers: number; postgres: BenchPostgres },
): Promise<GovernorFigures> {
  const { limit, windowMs } = plan
  const sim = await startOktaSim({
    rateLimits: { enforce: true, limits: { 'user.read': limit }, windowMs },
    concurrencyLimit: 75,
  })
  const { directory, remove } = makeTemporaryDirectory('data')
  const databaseUrl = workers === 1 ? undefined : await postgres.createDatabase()
  const worlds: World[] = []
  const signIn = startSignInClient(sim, signInPerSecond)
  try {
    for (let n = 0; n < workers; n += 1) worlds.push(await startKeyway(directory, { databaseUrl }))
    return { ...plan, workers, ...(await measure(plan, { sim, worlds, signIn })) }
  } finally {
    await signIn.stop()
    for (const world of worlds) await world.stop()
    await sim.close()
    remove()
  }
}

async function measure(
  { reads, limit, windowMs }: GovernorPlan,
  { sim, worlds, signIn }: { sim: OktaSim; worlds: readonly World[]; signIn: SignInClient },
): Promise<Omit<GovernorFigures, 'workers' | keyof GovernorPlan>> {
  const allowed = limit * (1 - reserve)
  const parts = await prepare(worlds, { sim, reads })
  const cpuMs = (): number => worlds.reduce((all, { pid }) => all + readCpuMs(pid), 0)
  const cpuBefore = cpuMs()
  await signIn.nextWindow()
  await Promise.all(parts.map(({ call, flowId }) => startFlow(call, flowId)))
  const listed = await Promise.all(parts.map(({ call, flowId }) => waitForRest(call, flowId)))
  const cpu = cpuMs() - cpuBefore
  const startedAt = Math.min(...listed.map(({ createdAt }) => createdAt))
  const tookMs = Math.max(...listed.map(endOf)) - startedAt

  const used = signIn.usedByFlows().filter((calls) => calls > 0)
  const windows = Math.ceil(reads / allowed) - 1
  const readsPerSecond = paceOf(signIn, startedAt, allowed)
  const fastestMs = windows * windowMs + ((reads - windows * allowed) / readsPerSecond) * 1_000
  const refused = sim.org.events.filter(({ eventType }) => eventType.endsWith('limit.violation')).length
  if (refused > 0 || signIn.refused() > 0) {
    throw new Error(
      `Expected no 429; the org has refused in ${refused} windows, sign-in ${signIn.refused()} times.`,
    )
  }
  if (used.some((calls) => calls > allowed)) {
    throw new Error(`Expected at most ${allowed} calls of flows in a window, found ${used.join(', ')}.`)
  }
  return {
    allowed,
    tookMs,
    fastestMs,
    overFastestPercent: (tookMs / fastestMs - 1) * 100,
    used,
    readsPerSecond,
    signIn: { answered: signIn.answered(), refused: signIn.refused(), latencyMs: signIn.latencyMs() },
    refused,
    cpuMsPerRead: cpu / reads,
  }
}

/** Reads a second while the budget lasted: in the first window, until nearly all of what is allowed was used. */
function paceOf(signIn: SignInClient, startedAt: number, allowed: number): number {
  const enough = signIn.samples().find(({ at, used, own }) => at > startedAt && used - own >= allowed * 0.9)
  if (enough === undefined) throw new Error('The reads are too slow to meet the limit. Choose a lower one.')
  return ((enough.used - enough.own) / (enough.at - startedAt)) * 1_000
}

/** One flow for each worker, which reads its part. */
async function prepare(
  worlds: readonly World[],
  { sim, reads }: { sim: OktaSim; reads: number },
): Promise<{ call: Call; flowId: string }[]> {
  const [first] = worlds
  if (first === undefined) throw new Error('Expected a worker.')
  const values = { domain: sim.url, token: sim.apiToken }
  const body = { name: 'org', connector: 'okta', values }
  const { id } = await first.call(connections.createConnection, { body })
  const prepared: { call: Call; flowId: string }[] = []
  for (const [n, { call }] of worlds.entries()) {
    const flowId = await prepareManualFlow(call, {
      name: `Bench: bulk ${n}`,
      priority: 'bulk',
      bindings: { org: id },
      steps: [
        {
          id: 'reads',
          repeat: reads / worlds.length,
          concurrency: turnsAtOnce,
          do: [{ id: 'user', use: 'okta.read_user', connection: 'org', with: { user: 'me' } }],
        },
      ],
    })
    prepared.push({ call, flowId })
  }
  return prepared
}

function endOf({ finishedAt }: Listed): number {
  if (finishedAt === null) throw new Error('Expected an execution that is over.')
  return finishedAt
}
