import { setTimeout as sleep } from 'node:timers/promises'
import { TemporaryError, type Connector, type HttpMethod } from '@keyway/sdk'
import type { Priority } from './governor/slots.ts'
import type { Governor, Turn } from './governor/governor.ts'

type Passed = Extract<Turn, { kind: 'go' }>['done']

/** Lets requests of one action call out when the budget of the other side has room for them. */
export interface Gate {
  /**
   * Resolves when the request may go. Short waits pass here, and all waits of a call that has sent something: parking
   * it would lose what it has.
   *
   * @throws {TemporaryError} that says what it waits for and how long, before anything was sent.
   */
  pass: (request: { method: HttpMethod; url: URL }) => Promise<Passed | undefined>
}

/** The gate of an action call; undefined for connectors without budgets. */
export function createGate(
  governor: Governor,
  call: {
    connector: Connector
    priority: Priority
    idempotencyKey: string
    signal: AbortSignal
    longestWaitMs: number
  },
): Gate | undefined {
  const { connector, priority, idempotencyKey, signal, longestWaitMs } = call
  const { rateBucket } = connector
  if (rateBucket === undefined) return undefined
  let isUnderWay = false
  return {
    async pass({ method, url }) {
      const bucket = rateBucket({ method, pathname: url.pathname })
      const ask = { org: url.origin, bucket, priority, key: idempotencyKey, signal }
      for (;;) {
        const turn = await governor.admit({ ...ask, isUnderWay })
        if (turn.kind === 'go') {
          isUnderWay = true
          return turn.done
        }
        const { waitMs, ahead } = turn
        if (waitMs > longestWaitMs && !isUnderWay) throw toWait(`${connector.title} ${bucket}`, waitMs, ahead)
        await sleep(waitMs, undefined, { signal })
      }
    },
  }
}

function toWait(what: string, waitMs: number, ahead: number): TemporaryError {
  const before = ahead === 0 ? '' : `, ${ahead} before it`
  return new TemporaryError(
    `Waiting for ${what}: its budget is used up, more in ${Math.ceil(waitMs / 1000)} s${before}.`,
    { code: 'rate_budget', retryAfterMs: Math.ceil(waitMs), waitsFor: { what, ahead } },
  )
}
