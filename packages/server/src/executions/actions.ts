import {
  ConnectionError,
  FlowError,
  InputError,
  refusedInput,
  TemporaryError,
  toErrorData,
  type Action,
  type ActionContext,
  type Catalog,
  type ErrorData,
  type Json,
  type PageRequest,
  type TableStore,
} from '@keyway/sdk'
import type { Cause } from '@keyway/engine'
import type { ConnectionHealth } from '../connections/connection-health.ts'
import { isStoreFailure } from '../db/store-failure.ts'
import type { Files } from '../files/file-store.ts'
import { createActionContext, withoutAccount, type OpenedConnection } from '../outbound/action-context.ts'
import type { Outbound } from '../outbound/outbound.ts'
import { checkPayload } from './limits.ts'
import { priorityOfAction, type PriorityParts } from './priority.ts'

/** One call of an action by an execution. */
export interface ActionCall {
  action: string
  /** Logical name of the connection, bound per flow; null for connectors that need no account. */
  connection: string | null
  input: Json
  flowId: string
  executionId: string
  /** The execution that started it, directly or through helpers; its own where nobody did. */
  rootId: string
  /** Number of the attempt at the execution. */
  attempt: number
  /** The same for every try of this command of this execution. */
  idempotencyKey: string
  /** What this execution is to those that its changes cause. */
  cause: Cause
  /** Longest output, in bytes of JSON. */
  payloadBytes: number
  /** Decides whose requests go first while the other side's budget is scarce. */
  priority: PriorityParts
  now: number
  signal: AbortSignal
}

export interface ActionRunner {
  isWrite: (action: string) => boolean
  /** Whether it changes nothing, so that a dry run may carry it out. */
  isRead: (action: string) => boolean
  canLookUp: (action: string) => boolean
  /** Throws InputError when the action would not take this input. */
  check: (call: ActionCall) => void
  /** Throws errors whose texts and bodies hold no secret of the connection. */
  run: (call: ActionCall) => Promise<Json>
  /** Whether the effect already happened: its output, or undefined when it surely did not. */
  lookUp: (call: ActionCall) => Promise<Json | undefined>
  /** One page of what the action lists: an ItemPage. */
  readPage: (call: ActionCall, page: PageRequest) => Promise<Json>
}

export interface ActionRunnerParts {
  catalog: Catalog
  outbound: Outbound
  /** Tables, whose changes come from this execution. */
  tables: (cause: Cause) => TableStore
  files: Files
  /** Finds what a connection name of a flow is bound to. Throws ConnectionError when it is not. */
  openConnection: (flowId: string, name: string) => Promise<OpenedConnection>
  /** Told how connections do. */
  health?: ConnectionHealth
}

/** Pause before a store that failed is asked again. */
const storeSilentMs = 1_000

/** Carries out actions of connectors, with their input checked and their answers free of secrets. */
export function createActionRunner(parts: ActionRunnerParts): ActionRunner {
  const find = (id: string) => {
    const found = parts.catalog.actions.get(id)
    if (found === undefined) throw new InputError(`There is no action "${id}".`, { code: 'action_unknown' })
    return found
  }

  async function call(
    request: ActionCall,
    perform: (action: Action, input: unknown, context: ActionContext) => Promise<unknown>,
  ): Promise<Json | undefined> {
    const { action, connector } = find(request.action)
    const connection =
      request.connection === null
        ? withoutAccount(connector)
        : await parts.openConnection(request.flowId, request.connection).catch(awaitStore)
    if (connection.connector.id !== connector.id) {
      throw new ConnectionError(
        `The connection "${connection.name}" is an account of ${connection.connector.title}; ` +
          `"${request.action}" needs one of ${connector.title}. Bind another connection.`,
      )
    }
    const input = parseInput(action, request.input)
    const { executionId, rootId, attempt, idempotencyKey, payloadBytes, now, signal } = request
    const context = createActionContext(parts.outbound, connection, {
      effect: action.effect,
      priority: priorityOfAction(action, request.priority),
      rootId,
      idempotencyKey,
      now,
      signal,
      tables: () => parts.tables(request.cause),
      files: parts.files.forStep({ executionId, step: idempotencyKey, attempt }),
    })
    try {
      const output = await perform(action, input, context)
      parts.health?.worked(connection)
      return output === undefined ? undefined : connection.redactor.json(plain(output, payloadBytes))
    } catch (error) {
      parts.health?.failed(connection, error)
      throw redacted(error, connection)
    }
  }

  return {
    isWrite(id) {
      const { effect } = find(id).action
      return effect === 'write' || effect === 'destructive'
    },
    isRead: (id) => find(id).action.effect === 'read',
    check: ({ action, input }) => void parseInput(find(action).action, input),
    canLookUp: (id) => find(id).action.lookUp !== undefined,
    run: async (request) =>
      (await call(request, (action, input, context) => action.run(input, context))) ?? null,
    lookUp: (request) =>
      call(request, (action, input, context) => {
        if (action.lookUp === undefined) throw new Error(`"${action.id}" cannot be looked up.`)
        return action.lookUp(input, context)
      }),
    readPage: async (request, page) => {
      const output = await call(request, (action, input, context) => {
        if (action.readPage === undefined) throw new InputError(`"${action.id}" does not list page by page.`)
        return action.readPage(input, page, context)
      })
      return output ?? null
    },
  }
}

/** A store that fails says nothing about the flow, and nothing went out yet: the step waits until it can be asked. */
function awaitStore(error: unknown): never {
  if (!isStoreFailure(error)) throw error
  throw new TemporaryError('Waiting for the storage, which cannot say now how to sign in.', {
    code: 'storage_failing',
    cause: error,
    retryAfterMs: storeSilentMs,
    waitsFor: { what: 'the storage of Keyway', ahead: 0 },
  })
}

function parseInput(action: Action, input: Json): unknown {
  const parsed = action.input.safeParse(input)
  if (parsed.success) return parsed.data
  throw refusedInput(action.title, parsed.error)
}

/** What the journal would give back: a replay must see the same value as the first run, so dates and gaps go now. */
function plain(output: unknown, payloadBytes: number): Json {
  const text = JSON.stringify(output)
  checkPayload(text, payloadBytes)
  const parsed: Json = JSON.parse(text)
  return parsed
}

function redacted(error: unknown, { redactor }: OpenedConnection): FlowError {
  const data: ErrorData = toErrorData(error)
  const { message, ...rest } = data
  return new FlowError(redactor.text(message), {
    ...rest,
    ...(rest.body === undefined ? {} : { body: redactor.json(rest.body) }),
    cause: error,
  })
}
