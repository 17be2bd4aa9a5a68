import { setTimeout } from 'node:timers/promises'
import { connections, flows, oktaSources, type AnswerOf } from '@keyway/api'
import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { eventType } from './okta-delivery.ts'
import type { BenchPostgres } from './postgres.ts'
import { measuredFlow } from './measured-flow.ts'
import { readCpuMs, readResidentMb, readTreeCpuMs, sampleResidentMb } from './process-usage.ts'
import { countCompleted, startWorld, waitForDrain, type World } from './world.ts'

/** How many events happened while nobody looked, and over how many days. */
export interface CatchUpPlan {
  events: number
  days: number
}

/** The System Log of an org after days without Keyway, read until nothing is left and all is executed. */
export interface CatchUpFigures extends CatchUpPlan {
  storage: 'sqlite' | 'postgres'
  /** What one call of the log costs of the org's budget, in a minute. */
  budgetPerMinute: number | 'not enforced'
  /** Calls of the log, of which each brings 1,000 events at most. */
  requests: number
  eventsPerSecond: number
  /** Until the last execution was finished with its history. */
  completedPerSecond: number
  tookMs: number
  /** How often the progress was asked for while it went on, and whether it ever went back. */
  progressSeen: number
  residentMb: { before: number; highest: number; after: number }
  cpuMsPerEvent: number
  databaseCpuMsPerEvent: number
}

/** Okta's historic number for workforce orgs. */
const usualBudget = 120
const dayMs = 24 * 3600 * 1000
const restMs = 5_000
/** Events of one person wait for each other. */
const people = 10_000

/** @throws {Error} when an event was lost, when one was executed twice, or when the org refused a call. */
export async function measureCatchUp(
  plan: CatchUpPlan,
  parts: { storage: 'sqlite' | 'postgres'; postgres: BenchPostgres; isBudgetEnforced: boolean },
): Promise<CatchUpFigures> {
  const { storage, postgres, isBudgetEnforced } = parts
  // Without a budget it is a window longer than the run, in which every call is counted.
  const limits = isBudgetEnforced ? { logs: usualBudget } : { logs: 1_000_000 }
  const windowMs = isBudgetEnforced ? 60_000 : 3_600_000
  const sim = await startOktaSim({ rateLimits: { enforce: true, limits, windowMs } })
  const databaseUrl = storage === 'postgres' ? await postgres.createDatabase() : undefined
  const world = await startWorld({ databaseUrl })
  try {
    const startedAt = Date.now() - plan.days * dayMs
    for (let n = 0; n < plan.events; n += 1) {
      const published = new Date(startedAt + (n / plan.events) * plan.days * dayMs).toISOString()
      const person = `00uPerson${String(n % people).padStart(5, '0')}`
      const target = [{ type: 'User', id: person, alternateId: `${person}@acme.test` }]
      sim.org.emit({ eventType, severity: 'WARN', published, target })
    }
    const databaseCpuMs = (): number => (storage === 'postgres' ? readTreeCpuMs(postgres.pid) : 0)
    const figures = await measure(plan, { world, sim, startedAt, databaseCpuMs })
    const budgetPerMinute = isBudgetEnforced ? usualBudget : 'not enforced'
    return { ...plan, storage, budgetPerMinute, ...figures }
  } finally {
    await world.stop()
    await sim.close()
  }
}

type Source = AnswerOf<typeof oktaSources.listOktaSources>['items'][number]

async function measure(
  { events }: CatchUpPlan,
  {
    world: { call, pid },
    sim,
    startedAt,
    databaseCpuMs,
  }: { world: World; sim: OktaSim; startedAt: number; databaseCpuMs: () => number },
): Promise<Omit<CatchUpFigures, 'storage' | 'budgetPerMinute' | keyof CatchUpPlan>> {
  const values = { domain: sim.url, token: sim.apiToken }
  await call(connections.createConnection, { body: { name: 'org', connector: 'okta', values } })
  const org = new URL(sim.url).host
  const settings = { since: startedAt - dayMs, pollSeconds: 1, sweepEverySeconds: 0 }
  await call(oktaSources.updateOktaSource, { params: { org }, body: { settings } })
  const document = measuredFlow(false)
  const trigger = { event: `okta.${eventType}`, maxAgeSeconds: 30 * 86_400 }
  const { id: flowId } = await call(flows.createFlow, { body: { document: { ...document, trigger } } })
  await setTimeout(restMs)

  const before = readResidentMb(pid)
  const cpuBefore = { own: readCpuMs(pid), database: databaseCpuMs() }
  const memory = sampleResidentMb(pid)
  const start = performance.now()
  await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
  const source = async (): Promise<Source> => {
    const { items } = await call(oktaSources.listOktaSources)
    const [only] = items
    if (only === undefined) throw new Error('Expected the org as a source, found none.')
    return only
  }
  const progressSeen = await waitUntilRead(source)
  const readMs = performance.now() - start
  const requests = await countRequests(sim)
  const drainedMs = (await waitForDrain(call)) - start
  const highest = Math.max(...memory.stop())
  const cpu = { own: readCpuMs(pid) - cpuBefore.own, database: databaseCpuMs() - cpuBefore.database }
  await setTimeout(restMs)

  const { meter } = await source()
  const completed = await countCompleted(call, flowId)
  if (meter.total !== events || completed !== events) {
    throw new Error(`Expected ${events} events and executions; found ${meter.total} and ${completed}.`)
  }
  const refusals = sim.org.events.filter((event) => event.eventType.endsWith('limit.violation')).length
  if (refusals > 0) throw new Error(`Expected no 429; the org has refused in ${refusals} windows.`)
  return {
    requests,
    eventsPerSecond: (events / readMs) * 1000,
    completedPerSecond: (events / drainedMs) * 1000,
    tookMs: readMs,
    progressSeen,
    residentMb: { before, highest, after: readResidentMb(pid) },
    cpuMsPerEvent: cpu.own / events,
    databaseCpuMsPerEvent: cpu.database / events,
  }
}

const patienceMs = 900_000

/** Watches the progress as the console does. Returns how often it was seen. */
async function waitUntilRead(source: () => Promise<Source>): Promise<number> {
  const until = performance.now() + patienceMs
  let seen = 0
  let latest = 0
  while (performance.now() < until) {
    const { log } = await source()
    if (log.state === 'caught_up') return seen
    if (log.error !== null) throw new Error(`The log cannot be read: ${log.error.message}`)
    if (log.catchUp !== null) {
      if (log.catchUp.at < latest) throw new Error('The progress of the catch-up went back.')
      latest = log.catchUp.at
      seen += 1
    }
    await setTimeout(250)
  }
  throw new Error(`The log was not read after ${patienceMs / 1000} s.`)
}

/** What the org says on one call more, which is not counted. */
async function countRequests({ url, apiToken }: OktaSim): Promise<number> {
  const answer = await fetch(`${url}/api/v1/logs?limit=1`, { headers: { authorization: `SSWS ${apiToken}` } })
  await answer.arrayBuffer()
  const read = (name: string): number => Number(answer.headers.get(`x-rate-limit-${name}`))
  return read('limit') - read('remaining') - 1
}
