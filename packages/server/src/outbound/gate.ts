import { setTimeout as sleep } from 'node:timers/promises'
import { TemporaryError, type Connector, type HttpMethod, type HttpProfile } from '@keyway/sdk'
import type { Priority } from '@keyway/engine'
import type { Governor, RateAnswer } from './governor/governor.ts'

/**
 * Hears what came back, or that nothing did. Answers whether it was a refusal whose end is known: then the same request
 * may ask to pass again, and waits for that end.
 */
export type Passed = (answer?: RateAnswer) => boolean

/** Lets requests of one action call out when the budget of the other side has room for them. */
export interface Gate {
  /**
   * Resolves when the request may go. Short waits pass here, and all waits of a call that has sent something: parking
   * it would lose what it has.
   *
   * @throws {TemporaryError} that says what it waits for and how long, before anything was sent.
   */
  pass: (request: { method: HttpMethod; url: URL }) => Promise<Passed>
}

/** The gate of an action call; undefined for connectors without budgets. */
export function createGate(
  governor: Governor,
  call: {
    connector: Connector
    profile: HttpProfile | undefined
    priority: Priority
    rootId: string | null
    idempotencyKey: string
    signal: AbortSignal
    longestWaitMs: number
  },
): Gate | undefined {
  const { connector, profile, priority, rootId, idempotencyKey, signal, longestWaitMs } = call
  const { rateBucket } = connector
  if (rateBucket === undefined) return undefined
  const reserve = profile?.reservePercent === undefined ? undefined : profile.reservePercent / 100
  let isUnderWay = false
  return {
    async pass({ method, url }) {
      const bucket = rateBucket({ method, pathname: url.pathname })
      const ask = {
        org: url.origin,
        bucket,
        priority,
        reserve,
        key: idempotencyKey,
        executionId: rootId,
        signal,
      }
      for (;;) {
        const turn = await governor.admit({ ...ask, isUnderWay })
        if (turn.kind === 'go') {
          return (answer) => {
            // A 429 refuses before it executes, so that nothing is lost when the call parks then.
            if (answer?.status !== 429) isUnderWay = true
            return turn.done(answer)
          }
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
