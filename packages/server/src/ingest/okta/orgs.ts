import type { ConnectionCache } from '../../connections/open-connection.ts'
import { listStoredConnections } from '../../connections/store.ts'
import type { Db } from '../../db/database.ts'
import { keepLatestReading, type LatestReading } from '../../db/latest-reading.ts'
import { isStoreFailure } from '../../db/store-failure.ts'
import type { ActiveFlow, ActiveFlows } from '../../flows/active-flows.ts'
import type { Listener } from './hook/plan-filters.ts'
import { namedTypes } from './named-types.ts'

/** An org that there are connections to. Its id is its host, as deliveries name it. */
export interface OktaOrg {
  org: string
  connections: readonly { id: string; name: string }[]
}

/** The orgs of all Okta connections, held in memory so that an event meets no query. */
export interface OktaOrgs {
  list: () => readonly OktaOrg[]
  find: (org: string) => OktaOrg | undefined
  orgOf: (connectionId: string) => string | undefined
  /** Reads them again if a connection changed; whether one did. */
  refresh: () => Promise<boolean>
  /** Somebody beside flows wants events of orgs from the System Log; `name` is what people know it by. */
  watch: (name: string, typesOf: (org: string) => readonly string[]) => void
  /** Types that are wanted so, with the names of who wants them. */
  watched: (org: string) => ReadonlyMap<string, readonly string[]>
}

interface Orgs {
  revision: string
  byConnection: ReadonlyMap<string, string>
  orgs: readonly OktaOrg[]
}

export async function loadOktaOrgs({
  db,
  connections,
}: {
  db: Db
  connections: Pick<ConnectionCache, 'open'>
}): Promise<OktaOrgs> {
  const watchers: { name: string; typesOf: (org: string) => readonly string[] }[] = []
  let known: LatestReading<Orgs> | undefined

  async function read(): Promise<Orgs> {
    const stored = (await listStoredConnections(db)).filter(({ connector }) => connector === 'okta')
    const revision = stored.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join(' ')
    const before = known?.current()
    if (before?.revision === revision) return before
    const hosts = await Promise.all(stored.map(async ({ id, name }) => ({ id, name, org: await hostOf(id) })))
    const reached = hosts.flatMap(({ id, name, org }) => (org === undefined ? [] : [{ id, name, org }]))
    return {
      revision,
      byConnection: new Map(reached.map(({ id, org }) => [id, org])),
      orgs: [...Map.groupBy(reached, ({ org }) => org)].map(([org, list]) => ({
        org,
        connections: list.map(({ id, name }) => ({ id, name })),
      })),
    }
  }

  /** A connection that has to be entered anew has no org until then. A store that fails says nothing: it is asked again. */
  async function hostOf(connectionId: string): Promise<string | undefined> {
    const opened = await connections.open(connectionId).catch((error: unknown) => {
      if (isStoreFailure(error)) throw error
      return undefined
    })
    return opened?.profile === undefined ? undefined : new URL(opened.profile.baseUrl).host
  }

  const reading = await keepLatestReading(read)
  known = reading
  return {
    list: () => reading.current().orgs,
    find: (org) => reading.current().orgs.find((one) => one.org === org),
    orgOf: (connectionId) => reading.current().byConnection.get(connectionId),
    async refresh() {
      const { revision } = reading.current()
      await reading.refresh()
      return reading.current().revision !== revision
    },
    watch: (name, typesOf) => void watchers.push({ name, typesOf }),
    watched(org) {
      const wishes = watchers.flatMap(({ name, typesOf }) => typesOf(org).map((type) => ({ name, type })))
      const byType = Map.groupBy(wishes, ({ type }) => type)
      return new Map([...byType].map(([type, list]) => [type, list.map(({ name }) => name)]))
    },
  }
}

/**
 * Whether a flow listens to an org. One whose trigger names a bound connection listens to the org of that; one that
 * names none, to all. An org that nobody has a connection to cannot be told apart and reaches every flow.
 */
export function listensTo(active: ActiveFlows, orgs: OktaOrgs): (flow: ActiveFlow, org: string) => boolean {
  return (flow, org) => {
    const { trigger } = flow.program.flow
    if (!('event' in trigger) || trigger.connection === undefined || orgs.find(org) === undefined) return true
    const connectionId = active.findConnection(flow.flowId, trigger.connection)
    const own = connectionId === undefined ? undefined : orgs.orgOf(connectionId)
    return own === undefined || own === org
  }
}

/**
 * Event types that are wanted from this org, by flows that wait for them and by what watches it beside them, with their
 * names; `*` is every type.
 */
export function wantedOf(
  parts: { active: ActiveFlows; orgs: OktaOrgs },
  org: string,
): ReadonlyMap<string, readonly string[]> {
  const byFlows = listenersOf(parts, org)
  const watched = parts.orgs.watched(org)
  const types = new Set([...byFlows.keys(), ...watched.keys()])
  return new Map(
    [...types].map((type) => [
      type,
      [...(byFlows.get(type) ?? []).map(({ name }) => name), ...(watched.get(type) ?? [])],
    ]),
  )
}

/** Event types that flows wait for from this org, with their conditions. */
export function listenersOf(
  parts: { active: ActiveFlows; orgs: OktaOrgs },
  org: string,
): ReadonlyMap<string, readonly Listener[]> {
  const listens = listensTo(parts.active, parts.orgs)
  const found = new Map<string, Listener[]>()
  for (const { type: declared, flow } of parts.active.triggersOf('okta')) {
    if (!listens(flow, org)) continue
    const { trigger } = flow.program.flow
    const when = 'event' in trigger ? trigger.when : undefined
    const listener = { name: flow.name, when }
    const named = declared === '*' ? namedTypes(when) : undefined
    for (const type of named ?? [declared]) found.set(type, [...(found.get(type) ?? []), listener])
  }
  return found
}
