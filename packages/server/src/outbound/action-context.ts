import type { Priority } from '@keyway/engine'
import type { ActionContext, Connector, Effect, FileStore, HttpProfile, TableStore } from '@keyway/sdk'
import { toCredentials } from './credentials.ts'
import { dial } from './dial.ts'
import { createGate } from './gate.ts'
import { createHttp } from './http-port.ts'
import type { Outbound } from './outbound.ts'
import { createRedactor, type Redactor } from './redactor.ts'

/** A connection ready to be used: its values parsed by the connector's schema, secrets included. Never log it. */
export interface OpenedConnection {
  /** Null for connectors that need no account (tables). */
  id: string | null
  name: string
  /** Changes with its values. */
  version: string
  /** Whether it failed when it was last used or tested, as the store has it. */
  isFailing: boolean
  connector: Connector
  values: Readonly<Record<string, unknown>>
  profile: HttpProfile | undefined
  /** Hosts it may reach where the connector has no base URL; undefined means any public host. */
  hosts: readonly string[] | undefined
  /** Scrub with it whatever an action of this connection returned or threw, before it is stored or shown. */
  redactor: Redactor
}

/** One call of an action. */
export interface ActionCall {
  effect: Effect
  /** Whose requests go first while the other side's budget is scarce. */
  priority: Priority
  /** The execution that its requests are counted for, with those of its helpers; null for what a person tries. */
  rootId: string | null
  idempotencyKey: string
  signal: AbortSignal
  /** Milliseconds since 1970. */
  now: number
  /** Few actions look at tables. */
  tables: () => TableStore
  files: FileStore
}

/** What an action may use of the world, bound to its connection and its effect. */
export function createActionContext(
  outbound: Outbound,
  connection: OpenedConnection,
  call: ActionCall,
): ActionContext {
  const { effect, priority, rootId, idempotencyKey, signal, now, tables, files } = call
  const { connector, profile, hosts, redactor } = connection
  let openedTables: TableStore | undefined
  return {
    http: createHttp(outbound, {
      connector,
      profile,
      credentials: toCredentials(outbound, connection, signal),
      gate: createGate(outbound.governor, {
        connector,
        profile,
        priority,
        rootId,
        idempotencyKey,
        signal,
        longestWaitMs: outbound.limits.longestWaitMs,
      }),
      hosts,
      effect,
      idempotencyKey,
      redactor,
      signal,
    }),
    connection: connection.values,
    dial: (target) => dial(outbound.guard, target, { signal, timeoutMs: outbound.limits.connectMs }),
    get tables() {
      return (openedTables ??= tables())
    },
    files,
    idempotencyKey,
    now,
    signal,
  }
}

/** The stand-in connection of a connector that needs no account. */
export function withoutAccount(connector: Connector): OpenedConnection {
  return {
    id: null,
    name: connector.id,
    version: '',
    isFailing: false,
    connector,
    values: {},
    profile: undefined,
    hosts: undefined,
    redactor: createRedactor([]),
  }
}
