import { ConnectionError, FlowError } from '@keyway/sdk'
import { textsIn } from '../connections/connection-values.ts'
import { noFiles, testConnection, type TryDeps } from '../connections/try-connection.ts'
import { openConnection } from '../connections/open-connection.ts'
import { createActionContext } from '../outbound/action-context.ts'
import { createHttp } from '../outbound/http-port.ts'
import { createRedactor, type Redactor } from '../outbound/redactor.ts'
import type { Message, SendContext } from './kinds/kind.ts'
import type { StoredTarget } from './target.ts'
import { kindOf } from './target-kinds.ts'
import { openTargetSecrets } from './targets.ts'

/** What came of sending a message. `later` says whether trying again can help. */
export type SendOutcome =
  | { ok: true }
  | { ok: false; message: string; statusCode: number | null; later: boolean; retryAfterMs: number | null }

/** Sends a message to a target. What goes wrong is an outcome, told without secrets. */
export async function sendMessage(
  deps: TryDeps,
  target: StoredTarget,
  { message, signal }: { message: Message; signal: AbortSignal },
): Promise<SendOutcome> {
  const secrets = openTargetSecrets(deps.vault, target)
  const redactor = createRedactor(textsIn(secrets))
  try {
    const kind = kindOf(target.kind)
    const context = createContext(deps, { kind: kind.title, id: message.id, redactor, signal })
    await kind.send({ ...target.settings, ...secrets }, message, context)
    return { ok: true }
  } catch (error) {
    return toOutcome(error, redactor)
  }
}

function createContext(
  deps: TryDeps,
  { kind, id, redactor, signal }: { kind: string; id: string; redactor: Redactor; signal: AbortSignal },
): SendContext {
  return {
    http: createHttp(deps.outbound, {
      connector: { title: kind },
      profile: undefined,
      hosts: undefined,
      // Receivers know a message by its id, so sending it twice does no harm.
      effect: 'idempotent',
      idempotencyKey: id,
      redactor,
      signal,
    }),
    async run(connectionId, actionId, input) {
      const connection = await openConnection(deps, connectionId)
      const action = connection.connector.actions.find((one) => one.id === actionId)
      if (action === undefined) {
        const title = connection.connector.title
        throw new ConnectionError(
          `The connection "${connection.name}" is one to ${title}, which cannot do "${actionId}".`,
        )
      }
      const context = createActionContext(deps.outbound, connection, {
        effect: action.effect,
        priority: 'incident',
        rootId: null,
        idempotencyKey: id,
        signal,
        now: Date.now(),
        tables: () => deps.tables,
        files: noFiles,
      })
      try {
        await action.run(action.input.parse(input), context)
      } catch (error) {
        throw withoutSecrets(error, connection.redactor)
      }
    },
    async test(connectionId) {
      const { report } = await testConnection(deps, connectionId)
      if (!report.ok) throw new ConnectionError(report.message)
    },
  }
}

function withoutSecrets(error: unknown, redactor: Redactor): unknown {
  if (!(error instanceof FlowError)) return error
  return new FlowError(redactor.text(error.message), {
    code: error.code,
    retry: error.retry,
    ...(error.statusCode === undefined ? {} : { statusCode: error.statusCode }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  })
}

function toOutcome(error: unknown, redactor: Redactor): SendOutcome {
  const message = redactor.text(error instanceof Error ? error.message : String(error)).slice(0, 2000)
  if (!(error instanceof FlowError)) {
    return { ok: false, message, statusCode: null, later: true, retryAfterMs: null }
  }
  // A write that may have happened is sent again all the same: better told twice than not.
  const later = error.retry === 'later' || error.code === 'outcome_unknown'
  return {
    ok: false,
    message,
    statusCode: error.statusCode ?? null,
    later,
    retryAfterMs: error.retryAfterMs ?? null,
  }
}

/** A message about nothing, to try the way of a target. */
export function testMessage({ id, at, url }: { id: string; at: number; url: string }): Message {
  const subject = {
    topic: 'alert' as const,
    change: 'opened' as const,
    id,
    ruleId: 'keyway-test-check-id',
    title: 'Keyway Failing Check Event Test',
    severity: 'info' as const,
    description: ['This message tries the way to this target.', 'Nothing has happened.'],
    scope: 'user',
    topics: [],
    frameworks: [],
    users: [],
    eventIds: [],
    at,
    url,
  }
  return { id, at, isTest: true, subjects: [subject] }
}
