import { ConnectionError, InputError, type Catalog, type Json } from '@keyway/sdk'
import { compileFlow, parseFlow, type Flow, type Program, type ScheduleTrigger } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import { keepLatestReading } from '../db/latest-reading.ts'
import type { Standing } from '../executions/slots.ts'
import type { Vault } from '../vault/vault.ts'
import {
  toPublicFlows,
  type ActiveEndpoint,
  type ActiveForm,
  type ActiveInlineHook,
  type EndpointSecrets,
  type PublicFlows,
} from './active-endpoints.ts'
import { heardEvents, type HeardEvents } from './heard-events.ts'
import { compilePayloadCondition, type PayloadCondition } from './payload-condition.ts'
import { findVersion, flowsRevision, listActiveFlows, listAllBindings } from './store.ts'

/** A flow that is on, in its published version. */
export interface ActiveFlow {
  flowId: string
  versionId: string
  name: string
  program: Program
}

export type ScheduledFlow = ActiveFlow & ScheduleTrigger['schedule']

interface ActiveTrigger extends ActiveFlow {
  takes: PayloadCondition
}

/** What is on, held in memory so that an event meets no query: triggers by source and type, endpoints, helper flows. */
export interface ActiveFlows {
  /** Flows whose trigger takes this event. `source` is the connector's id; the trigger conditions were tested. */
  match: (event: { source: string; type: string; payload: Json }) => ActiveFlow[]
  /** By the path or the alias of its URL. */
  findEndpoint: (path: string) => ActiveEndpoint | undefined
  findInlineHook: (path: string) => ActiveInlineHook | undefined
  findForm: (path: string) => ActiveForm | undefined
  /** Whether a flow waits for changes of the rows of a table. */
  watchesTable: (table: { id: string; name: string }) => boolean
  /** Throws InputError when no flow of this id or name is on, or a name is ambiguous. */
  findHelper: (reference: string) => Promise<ActiveFlow>
  /** Whether the order of such events matters, by what their connector says. */
  isOrdered: (source: string, type: string) => boolean
  /** Event types that flows which are on wait for, with the names of those flows; `*` stands for every type. */
  wantedTypes: (source: string) => ReadonlyMap<string, readonly string[]>
  /** Each event type of a source with each flow that waits for it; `*` stands for every type. */
  triggersOf: (source: string) => { type: string; flow: ActiveFlow }[]
  /** What the executions of a flow share places by: the connection that its events come from, and its priority. */
  standingOf: (flowId: string) => Standing
  /** Flows that run on a schedule. */
  scheduled: () => readonly ScheduledFlow[]
  program: (versionId: string) => Promise<Program>
  /** The connection a flow's name is bound to. Throws ConnectionError when it is bound to none. */
  connectionOf: (flowId: string, name: string) => string
  /** The same, undefined when it is bound to none. */
  findConnection: (flowId: string, name: string) => string | undefined
  /** Reads everything again. */
  refresh: () => Promise<void>
  /** Reads again if another process changed something. */
  refreshIfChanged: () => Promise<void>
  /** Calls back after each reading. */
  onRefresh: (listener: () => Promise<void>) => void
}

const everyType = '*'
const noStanding: Standing = { party: null, priority: undefined }

interface Snapshot {
  revision: string
  triggers: ReadonlyMap<string, readonly ActiveTrigger[]>
  addresses: PublicFlows
  /** Names and ids of tables whose rows flows wait for. */
  tables: ReadonlySet<string>
  helpers: readonly ActiveFlow[]
  standings: ReadonlyMap<string, Standing>
  scheduled: readonly ScheduledFlow[]
  bindings: ReadonlyMap<string, string>
}

interface Parts {
  db: Db
  catalog: Catalog
  vault: Vault
}

/** Reads what is on and keeps it until `refresh`. */
export async function loadActiveFlows(parts: Parts): Promise<ActiveFlows> {
  const { db, catalog } = parts
  const programs = new Map<string, Program>()
  const reading = await keepLatestReading(read)
  const listeners: (() => Promise<void>)[] = []

  async function refresh(): Promise<void> {
    await reading.refresh()
    for (const listener of listeners) await listener()
  }

  async function read(): Promise<Snapshot> {
    const revision = await flowsRevision(db)
    const triggers = new Map<string, ActiveTrigger[]>()
    const addressed: { flow: ActiveFlow; row: EndpointSecrets }[] = []
    const tables = new Set<string>()
    const helpers: ActiveFlow[] = []
    const scheduled: ScheduledFlow[] = []
    const standings = new Map<string, Standing>()
    const bindings = new Map(
      (await listAllBindings(db)).map(({ flow_id, name, connection_id }) => [
        keyOf(flow_id, name),
        connection_id,
      ]),
    )
    for (const row of await listActiveFlows(db)) {
      const program = await programOf(row.versionId)
      const flow = { flowId: row.flowId, versionId: row.versionId, name: row.name, program }
      const { trigger, priority } = program.flow
      const name = 'connection' in trigger ? trigger.connection : undefined
      const party = name === undefined ? null : (bindings.get(keyOf(row.flowId, name)) ?? null)
      standings.set(row.flowId, { party, priority })
      if ('helper' in trigger) helpers.push(flow)
      if ('schedule' in trigger) scheduled.push({ ...flow, ...trigger.schedule })
      if (row.path !== null) addressed.push({ flow, row })
      const heard = heardEvents(catalog, trigger)
      if (heard !== undefined) {
        listen(triggers, keysOf(heard), { ...flow, takes: compilePayloadCondition(heard.when) })
      }
      if ('table' in trigger) tables.add(trigger.table)
    }
    const addresses = toPublicFlows(parts.vault, addressed)
    return { revision, triggers, addresses, tables, helpers, standings, scheduled, bindings }
  }

  /** Versions never change: each is read and compiled once, however often what is on changes. */
  async function programOf(versionId: string): Promise<Program> {
    const known = programs.get(versionId)
    if (known !== undefined) return known
    const version = await findVersion(db, versionId)
    if (version === undefined) throw new Error(`There is no flow version ${versionId}.`)
    const { program } = compileFlow(parseFlow(JSON.parse(version.document)), catalog)
    programs.set(versionId, program)
    return program
  }

  return {
    match({ source, type, payload }) {
      const candidates = [
        ...(reading.current().triggers.get(keyOf(source, type)) ?? []),
        ...(reading.current().triggers.get(keyOf(source, everyType)) ?? []),
      ]
      return candidates.filter(({ takes }) => takes(payload))
    },
    isOrdered: (source, type) => catalog.connectors.get(source)?.isOrdered?.(type) === true,
    findEndpoint: (path) => reading.current().addresses.endpoints.get(path),
    findInlineHook: (path) => reading.current().addresses.inlineHooks.get(path),
    findForm: (path) => reading.current().addresses.forms.get(path),
    watchesTable: ({ id, name }) => reading.current().tables.has(id) || reading.current().tables.has(name),
    findHelper(reference) {
      const found = reading
        .current()
        .helpers.filter(({ flowId, name }) => flowId === reference || name === reference)
      const byId = found.find(({ flowId }) => flowId === reference)
      const only = byId ?? (found.length === 1 ? found[0] : undefined)
      if (only !== undefined) return Promise.resolve(only)
      const message =
        found.length > 1
          ? `${found.length} helper flows are called "${reference}". Name the one you mean by its id.`
          : `No helper flow "${reference}" is on. Publish it and switch it on, or correct the name.`
      return Promise.reject(new InputError(message, { code: 'helper_not_found' }))
    },
    wantedTypes(source) {
      const wanted = new Map<string, string[]>()
      for (const [key, flows] of reading.current().triggers) {
        const [from, type] = key.split(' ')
        if (from === source && type !== undefined)
          wanted.set(
            type,
            flows.map(({ name }) => name),
          )
      }
      return wanted
    },
    triggersOf: (source) =>
      [...reading.current().triggers].flatMap(([key, flows]) => {
        const [from, type] = key.split(' ')
        return from === source && type !== undefined ? flows.map((flow) => ({ type, flow })) : []
      }),
    program: programOf,
    findConnection: (flowId, name) => reading.current().bindings.get(keyOf(flowId, name)),
    connectionOf(flowId, name) {
      const connectionId = reading.current().bindings.get(keyOf(flowId, name))
      if (connectionId !== undefined) return connectionId
      throw new ConnectionError(
        `The connection "${name}" of this flow is not bound. Bind it on the flow's page.`,
        {
          code: 'connection_unbound',
        },
      )
    },
    standingOf: (flowId) => reading.current().standings.get(flowId) ?? noStanding,
    scheduled: () => reading.current().scheduled,
    refresh,
    async refreshIfChanged() {
      if ((await flowsRevision(db)) !== reading.current().revision) await refresh()
    },
    onRefresh: (listener) => void listeners.push(listener),
  }
}

function listen(triggers: Map<string, ActiveTrigger[]>, keys: readonly string[], flow: ActiveTrigger): void {
  for (const key of keys) triggers.set(key, [...(triggers.get(key) ?? []), flow])
}

function keyOf(source: string, type: string): string {
  return `${source} ${type}`
}

function keysOf({ source, types }: HeardEvents): string[] {
  return (types === 'every' ? [everyType] : types).map((type) => keyOf(source, type))
}

/** The kind of a flow, by its trigger. */
export function kindOf(flow: Flow): 'event' | 'endpoint' | 'helper' | 'schedule' | 'manual' | 'delegated' {
  const { trigger } = flow
  if ('event' in trigger || 'source' in trigger || 'table' in trigger) return 'event'
  if ('endpoint' in trigger || 'inlineHook' in trigger) return 'endpoint'
  if ('helper' in trigger) return 'helper'
  if ('schedule' in trigger) return 'schedule'
  return 'delegated' in trigger ? 'delegated' : 'manual'
}
