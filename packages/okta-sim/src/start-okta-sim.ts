import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { simulationApi } from './api/simulation.ts'
import { createApp } from './create-app.ts'
import { createDispatcher } from './delivery/dispatcher.ts'
import type { Fault } from './faults/fault.ts'
import type { FaultPlan } from './faults/fault-plan.ts'
import { createFaultPlan } from './faults/fault-plan.ts'
import type { Random } from './faults/random.ts'
import { createRandom, unseeded } from './faults/random.ts'
import type { OrgFixture } from './fixture/load-fixture.ts'
import { loadFixture } from './fixture/load-fixture.ts'
import { listenOnLoopback } from './http/listen.ts'
import type { RateLimitOptions } from './http/rate-limit.ts'
import { insertApiToken } from './org/api-tokens.ts'
import type { Clock } from './org/clock.ts'
import { systemClock } from './org/clock.ts'
import { insertGroup } from './org/groups.ts'
import { idFromName } from './org/ids.ts'
import type { Org } from './create-org.ts'
import { createOrg } from './create-org.ts'
import type { OrgState } from './org/org-state.ts'
import { createOrgState } from './org/org-state.ts'
import { insertRole } from './org/roles.ts'
import { insertUser } from './org/users.ts'
import { domain } from './seed/company.ts'
import { seedCrowd } from './seed/crowd.ts'
import { foundResources } from './seed/found-resources.ts'
import { seedOrg } from './seed/seed-org.ts'

export type OktaSimOptions = {
  /** default 0: any free port of the loopback interface */
  port?: number
  /** The value of the one API token, a super admin's; default: a new random one. */
  apiToken?: string
  /**
   * Fills the org: `true` with a small company of 25, a number of users with a generated crowd (100,000 take some
   * seconds and some 200 MB). Default false: only the administrator and the group Everyone.
   */
  seed?: boolean | { users: number }
  /** Fills the org with these objects alone, in place of `seed` and of what every org is born with. */
  fixture?: OrgFixture
  /** Lets event hooks use plain http, which a real org refuses; default false. */
  allowHttpHooks?: boolean
  /** Whether "Event hook filtering", an early access feature, is switched on in the org; default true. */
  hookFiltering?: boolean
  clock?: Clock
  /** How far the org's clock is ahead of `clock`, in milliseconds; default 0. */
  clockSkewMs?: number
  /** Hears of every call before it is answered. */
  onCall?: (call: ApiCall) => void
  /** Budgets of API calls; by default they are reported in the headers and not enforced. */
  rateLimits?: RateLimitOptions
  /** How many API calls may be in flight at once, in Okta 75 or 35; default without limit. */
  concurrencyLimit?: number
  /** Faults that calls and log events meet from the start; more can be added by `OktaSim.faults`. */
  faults?: readonly Fault[]
  /**
   * What decides by chance: which calls meet a fault (default 1), and, when given, every id, code and secret. The same
   * requests in the same order then get the same answers, but for signatures, whose keys are always new. Ids of a
   * restarted org repeat those of its former life.
   */
  randomSeed?: number
  /** How far `search` lags behind what was written, in milliseconds; default 0. */
  searchLagMs?: number
  /** How long group rules take to act on a changed user or rule, in milliseconds; default 0: at once. */
  ruleLagMs?: number
  /** How long events are collected before they share a delivery, in milliseconds; default 50. */
  batchWindowMs?: number
  /** How many events may go to event hooks in 24 hours; default 400,000, as in Okta. */
  hookDailyLimit?: number
  /** What a receiver has for its answer, in milliseconds; default 3000, as in Okta. */
  hookTimeoutMs?: number
}

/** `url` is the path with its query. */
export type ApiCall = { method: string; url: string }

export type OktaSim = {
  /** Address of the org without a trailing slash. */
  url: string
  /** Empty for an org of a fixture. */
  apiToken: string
  org: Org
  /** Makes calls and log events fail, late or slow while the org runs. */
  faults: Pick<FaultPlan, 'add' | 'clear'>
  /** Stops deliveries and the server; what was not delivered yet is lost. */
  close(): Promise<void>
}

/** Starts a simulated Okta org in this process, in memory, on 127.0.0.1. Rejects when the port is taken. */
export async function startOktaSim(options: OktaSimOptions = {}): Promise<OktaSim> {
  const server = createServer()
  const port = await listenOnLoopback(server, options.port ?? 0)
  const url = `http://127.0.0.1:${port}`
  const random = createRandom(options.randomSeed ?? 1)
  const state = createOrgState({
    baseUrl: url,
    allowHttpHooks: options.allowHttpHooks ?? false,
    hookFiltering: options.hookFiltering ?? true,
    clock: skew(options.clock ?? systemClock, options.clockSkewMs ?? 0),
    faults: createFaultPlan(random, options.faults),
    draw: drawerOf(options.randomSeed, 'requests'),
    searchLagMs: options.searchLagMs ?? 0,
    ruleLagMs: options.ruleLagMs ?? 0,
  })
  let apiToken: string
  try {
    apiToken = fillOrg(state, options, random)
  } catch (error) {
    server.close()
    throw error
  }

  const closing = new AbortController()
  const limits = {
    timeoutMs: options.hookTimeoutMs ?? 3000,
    closed: closing.signal,
    rates: options.rateLimits ?? {},
    concurrency: options.concurrencyLimit ?? Infinity,
  }
  const dispatcher = createDispatcher(
    { ...state, draw: drawerOf(options.randomSeed, 'deliveries') },
    {
      batchWindowMs: options.batchWindowMs ?? 50,
      dailyLimit: options.hookDailyLimit ?? 400_000,
      limits,
    },
  )
  state.systemLog.listeners.add((event) => dispatcher.enqueue(event))
  const org = createOrg(state, { dispatcher, random })
  const app = createApp(state, limits)
  app.route('/_simulator', simulationApi({ org, faults: state.faults }))
  const listener = getRequestListener(app.fetch)
  server.on('request', (request, response) => {
    options.onCall?.({ method: request.method ?? '', url: request.url ?? '' })
    void listener(request, response)
  })
  return {
    url,
    apiToken,
    org,
    faults: state.faults,
    async close() {
      dispatcher.close()
      closing.abort()
      const closed = promisify(server.close.bind(server))()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Answers the value of the API token, if there is one. Throws TypeError for a fixture that cannot be loaded. */
function fillOrg(state: OrgState, { fixture, seed, apiToken }: OktaSimOptions, random: Random): string {
  if (fixture !== undefined) {
    loadFixture(state, fixture)
    return ''
  }
  const value = foundOrg(state, apiToken)
  if (seed === true) seedOrg(state)
  else if (seed) seedCrowd(state, { users: seed.users, random })
  return value
}

/** Deliveries end when they like: they draw from a row of their own, so that requests see the same numbers each time. */
function drawerOf(seed: number | undefined, row: 'requests' | 'deliveries'): Random {
  if (seed === undefined) return unseeded
  return createRandom(seed ^ (row === 'requests' ? 0x2545f491 : 0x5bd1e995))
}

function skew(clock: Clock, byMs: number): Clock {
  return byMs === 0 ? clock : () => new Date(clock().getTime() + byMs)
}

/** What every org is born with: the group Everyone and a super admin, who owns the API token. */
function foundOrg(state: OrgState, value: string | undefined): string {
  const description = 'All users in your organization'
  const everyone = { name: 'Everyone', description }
  insertGroup(state, { id: idFromName('00g', 'Everyone'), type: 'BUILT_IN', profile: everyone })
  foundResources(state)
  const login = `admin@${domain}`
  const profile = { login, email: login, firstName: 'Okta', lastName: 'Admin' }
  const admin = insertUser(state, { id: idFromName('00u', login), profile, password: true })
  insertRole(state, { kind: 'USER', id: admin.id }, { type: 'SUPER_ADMIN' })
  return insertApiToken(state, { name: 'automation', userId: admin.id, ...(value ? { value } : {}) }).value
}
