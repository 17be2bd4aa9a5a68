import { setTimeout } from 'node:timers/promises'
import { access, connections, inventory, type AnswerOf, type Call } from '@keyway/api'
import { startOktaSim } from '@keyway/okta-sim'
import { formatChecks, measureChecks, type CheckFigures } from './measure-checks.ts'
import { makeTemporaryDirectory } from './cleanup.ts'
import { fillDirectory, type DirectoryPlan } from './fill-directory.ts'
import type { BenchPostgres } from './postgres.ts'
import { readPeakMb, readResidentMb } from './process-usage.ts'
import { startKeyway } from './world.ts'

/** What an answer of the access graph takes, over HTTP; milliseconds. */
interface Answers {
  p50: number
  p95: number
  longest: number
}

/** The inventory of a large org, read for the first time and again; and the access graph over a large directory. */
export interface IdentityFigures {
  storage: Storage
  users: number
  /** What was left out by `--only` is null. */
  sync: SyncFigures | null
  graph: GraphFigures | null
  checks: CheckFigures | null
}

type Storage = 'sqlite' | 'postgres'

interface SyncFigures {
  /** Objects of all kinds that were read, users among them, until all are known. */
  objects: number
  seconds: number
  /** Users, groups and memberships again, when nothing has changed. */
  againSeconds: number
  objectsPerSecond: number
  /** How far the walk is, asked over and over while it runs. */
  status: Answers
  residentMb: { idle: number; peak: number }
}

interface GraphFigures {
  people: number
  apps: number
  memberships: number
  person: Answers
  losses: Answers
  reachers: Answers
  search: Answers
}

interface IdentityParts {
  storage: Storage
  postgres: BenchPostgres
  isChosen: (name: string) => boolean
  say: (text: string) => void
}

const directory: Omit<DirectoryPlan, 'users' | 'org'> = {
  groups: 2_000,
  apps: 5_000,
  groupsOfUser: 12,
  appsOfGroup: 10,
  appsOfUser: 2,
  used: 5,
}
const asked = 200
const patienceMs = 900_000
/** One call for each user or group: these measure the org's budget, and not Keyway. */
const dear = ['factor', 'group_owner', 'group_role']

export async function measureIdentity(users: number, parts: IdentityParts): Promise<IdentityFigures> {
  const { storage, isChosen, say } = parts
  const measure = async <Figures>(name: string, run: () => Promise<Figures>): Promise<Figures | null> => {
    if (!isChosen(`${storage} ${name}`)) return null
    say(`${name} of ${users} users, ${storage}`)
    return run()
  }
  return {
    storage,
    users,
    sync: await measure('inventory', () => measureSync(users, parts)),
    graph: await measure('graph', () => measureGraph(users, parts)),
    checks: await measure('checks', () => measureChecks({ users, ...directory }, parts)),
  }
}

async function measureSync(
  users: number,
  { storage, postgres }: Pick<IdentityParts, 'storage' | 'postgres'>,
): Promise<SyncFigures> {
  // So large that the walk never waits for the org.
  const limit = 1_000_000_000
  const limits = { users: limit, groups: limit, group: limit, apps: limit, app: limit, other: limit }
  const sim = await startOktaSim({ seed: { users }, rateLimits: { limits } })
  const databaseUrl = storage === 'postgres' ? await postgres.createDatabase() : undefined
  const { directory: data, remove } = makeTemporaryDirectory('data')
  const world = await startKeyway(data, { databaseUrl })
  const { call, pid } = world
  try {
    const values = { domain: sim.url, token: sim.apiToken }
    await call(connections.createConnection, { body: { name: 'org', connector: 'okta', values } })
    const org = new URL(sim.url).host
    await setTimeout(3_000)
    const idle = readResidentMb(pid)
    const start = performance.now()
    const settings = { isOn: true, without: dear }
    await call(inventory.updateInventory, { params: { org }, body: { settings } })
    const asked = await waitForWalk(call, 0)
    const seconds = (performance.now() - start) / 1000
    const objects = await countObjects(call)
    const again = performance.now()
    const since = Date.now()
    const body = { kinds: ['user', 'group', 'group_member'] }
    await call(inventory.syncInventory, { params: { org }, body })
    asked.push(...(await waitForWalk(call, since)))
    const againSeconds = (performance.now() - again) / 1000
    return {
      objects,
      seconds,
      againSeconds,
      objectsPerSecond: objects / seconds,
      status: toAnswers(asked),
      residentMb: { idle, peak: readPeakMb(pid) },
    }
  } finally {
    await world.stop()
    await sim.close()
    remove()
  }
}

/** Answers how long each question took that asked how far the walk is. */
async function waitForWalk(call: Call, since: number): Promise<number[]> {
  const until = performance.now() + patienceMs
  const took: number[] = []
  while (performance.now() < until) {
    const start = performance.now()
    const { items } = await call(inventory.listInventories)
    took.push(performance.now() - start)
    const kinds = items[0]?.kinds.filter(({ kind }) => ['user', 'group', 'group_member'].includes(kind)) ?? []
    const failed = kinds.find(({ status }) => status === 'failed')
    if (failed !== undefined) throw new Error(`The walk failed: ${failed.error?.message ?? ''}`)
    if (kinds.every(({ completedAt }) => (completedAt ?? 0) > since)) return took
    await setTimeout(100)
  }
  throw new Error(`The org was not read after ${patienceMs / 1000} s.`)
}

async function countObjects(call: Call): Promise<number> {
  const { items } = await call(inventory.listInventories)
  return items.flatMap(({ kinds }) => kinds).reduce((sum, { count }) => sum + count, 0)
}

async function measureGraph(
  users: number,
  { storage, postgres }: Pick<IdentityParts, 'storage' | 'postgres'>,
): Promise<GraphFigures> {
  const databaseUrl = storage === 'postgres' ? await postgres.createDatabase() : undefined
  const { directory: data, remove } = makeTemporaryDirectory('data')
  const org = 'large.okta.test'
  try {
    await (await startKeyway(data, { databaseUrl })).stop()
    await fillDirectory({ org, users, ...directory }, { directory: data, databaseUrl })
    const world = await startKeyway(data, { databaseUrl })
    try {
      const { call } = world
      const { items: found } = await call(access.listPeople, { query: { org, limit: 200 } })
      const { items: apps } = await call(access.listApps, { query: { org, limit: 200 } })
      const everybody = spread(found, asked)
      const person = await time(everybody, ({ id }) =>
        call(access.getPerson, { params: { org, userId: id } }),
      )
      const losses = await time(everybody, ({ id }) =>
        call(access.findLosses, { params: { org, userId: id }, body: { isDeactivated: true } }),
      )
      const reachers = await time(spread(apps, asked), ({ id }) =>
        call(access.listReachers, { params: { org, appId: id }, query: { limit: 50 } }),
      )
      const search = await time(everybody, ({ name }) =>
        call(access.listPeople, { query: { org, search: `${name.slice(-3)} pers`, limit: 50 } }),
      )
      return {
        people: users,
        apps: directory.apps,
        memberships: users * directory.groupsOfUser,
        person,
        losses,
        reachers,
        search,
      }
    } finally {
      await world.stop()
    }
  } finally {
    remove()
  }
}

type Found = AnswerOf<typeof access.listPeople>['items'][number]

/** The items again and again, until there are so many. */
function spread<Item extends Pick<Found, 'id' | 'name'>>(items: readonly Item[], count: number): Item[] {
  return Array.from({ length: count }, (_, index) => items[index % items.length]).flatMap(
    (item) => item ?? [],
  )
}

async function time<Item>(items: readonly Item[], ask: (item: Item) => Promise<unknown>): Promise<Answers> {
  const took: number[] = []
  for (const item of items) {
    const start = performance.now()
    await ask(item)
    took.push(performance.now() - start)
  }
  return toAnswers(took)
}

function toAnswers(took: readonly number[]): Answers {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * 10) / 10
  return { p50: at(0.5), p95: at(0.95), longest: at(1) }
}

/** A few lines for each store. */
export function formatIdentity(all: readonly IdentityFigures[]): string {
  return all
    .filter(({ sync, graph, checks }) => sync !== null || graph !== null || checks !== null)
    .map(({ storage, users, sync, graph, checks }) =>
      [
        `${storage}, ${users} users`,
        ...(sync === null ? [] : formatSync(sync)),
        ...(graph === null ? [] : [formatGraph(graph)]),
        ...(checks === null ? [] : [formatChecks(checks)]),
        '',
      ].join('\n'),
    )
    .join('\n')
}

function formatSync(figures: SyncFigures): string[] {
  const { objects, seconds, againSeconds, objectsPerSecond, status, residentMb } = figures
  return [
    `  ${objects} objects read in ${seconds.toFixed(1)} s (${Math.round(objectsPerSecond)} a second), again unchanged in ${againSeconds.toFixed(1)} s; resident ${Math.round(residentMb.idle)} MB idle, ${Math.round(residentMb.peak)} MB at most`,
    `  how far it is, meanwhile: p50 ${status.p50} ms, p95 ${status.p95} ms, ${status.longest} ms at most`,
  ]
}

function formatGraph(graph: GraphFigures): string {
  const answers = (['person', 'losses', 'reachers', 'search'] as const)
    .map((what) => `${what} ${graph[what].p50} / ${graph[what].p95}`)
    .join(', ')
  return `  answers over ${graph.people} people, ${graph.apps} apps, ${graph.memberships} memberships, p50 / p95 ms: ${answers}`
}
