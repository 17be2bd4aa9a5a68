import { createBucket, type Bucket } from './bucket.ts'
import type { Ledger } from './ledger.ts'
import { createRemoteClock, readRateHeaders, type RemoteClock } from './read-limits.ts'
import { createSlots, type Priority, type Slots } from './slots.ts'
import { afterWindow } from './waiting-line.ts'

/** A request that wants to go out. */
export interface GovernorAsk {
  /** Whose budget it is: the origin. */
  org: string
  /** The org's own name for what the call counts in (`/api/v1/users`). */
  bucket: string
  priority: Priority
  /** The same whenever the same work asks again, so that it keeps its place. */
  key: string
  /** Whether the work has sent something before, so that it waits here and not in the line. */
  isUnderWay: boolean
  signal: AbortSignal
}

/** It may go, and says what came back; or it waits, behind so many others. */
export type Turn =
  | { kind: 'go'; done: (answer?: { status: number; headers: Readonly<Record<string, string>> }) => void }
  | { kind: 'wait'; waitMs: number; ahead: number }

/**
 * Keeps the requests of all flows within what each org allows, and leaves the rest to others: nobody may lose sign-in
 * because an automation used the budget up. Learns from the answers. Facts section 5.
 */
export interface Governor {
  admit: (ask: GovernorAsk) => Promise<Turn>
}

/** Of 75 requests that an org carries out at a time, and with several processes beside each other. Facts section 5.3. */
const mostAtOnce = 18
const standardReserve = 0.5
/** While nothing is known, those that come beyond the first few wait for the first answer. */
const firstAnswerMs = 250

interface Org {
  clock: RemoteClock
  slots: Slots
  buckets: Map<string, Bucket>
}

/** @param reserve Part of every budget that is left to others; people's own requests and incidents go some way into it. */
export function createGovernor({
  ledger,
  reserve = standardReserve,
  now = Date.now,
}: {
  ledger: Ledger
  reserve?: number
  now?: () => number
}): Governor {
  const shares = { bulk: 1 - reserve, interactive: 1 - reserve / 2, incident: 1 - reserve / 5 }
  const orgs = new Map<string, Org>()

  function orgOf(name: string): Org {
    const known = orgs.get(name)
    if (known !== undefined) return known
    const org = { clock: createRemoteClock(now), slots: createSlots(mostAtOnce), buckets: new Map() }
    orgs.set(name, org)
    return org
  }

  function bucketOf({ buckets }: Org, ask: GovernorAsk): Bucket {
    const known = buckets.get(ask.bucket)
    if (known !== undefined) return known
    const bucket = createBucket(`${ask.org} ${ask.bucket}`, { ledger, shares })
    buckets.set(ask.bucket, bucket)
    return bucket
  }

  return {
    async admit(ask) {
      const { priority, key, signal } = ask
      const org = orgOf(ask.org)
      const bucket = bucketOf(org, ask)
      const release = await org.slots.take(priority, signal)
      const at = org.clock.now()
      try {
        const isExpected = ask.isUnderWay || bucket.line.isDue(key, at)
        const leaving = isExpected || priority !== 'bulk' ? 0 : bucket.line.due(at)
        if (!(await bucket.take({ priority, leaving, now: at }))) {
          release()
          return wait(bucket, ask, at)
        }
      } catch (error) {
        release()
        throw error
      }
      bucket.line.leave(key)
      return {
        kind: 'go',
        done(answer) {
          release()
          if (answer === undefined) return bucket.learn(undefined)
          org.clock.learn(answer.headers)
          const rate = readRateHeaders(answer.headers)
          // A limit of 0 means too many at once, and says nothing about the bucket. Facts section 5.3.
          if (answer.status === 429 && rate?.limit === 0) {
            org.slots.lower()
            return bucket.learn(undefined)
          }
          return bucket.learn({ rate, status: answer.status })
        },
      }
    },
  }

  function wait(bucket: Bucket, { priority, key, isUnderWay }: GovernorAsk, at: number): Turn {
    if (bucket.isLearning()) return { kind: 'wait', waitMs: firstAnswerMs * (0.5 + Math.random()), ahead: 0 }
    const endsAt = bucket.endsAt(at)
    if (isUnderWay) return { kind: 'wait', waitMs: afterWindow(endsAt) - at, ahead: 0 }
    const { dueAt, ahead } = bucket.line.join(key, { endsAt, perWindow: bucket.perWindow(priority), now: at })
    return { kind: 'wait', waitMs: Math.max(0, dueAt - at), ahead }
  }
}
