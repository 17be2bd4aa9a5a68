import { randomUUID } from 'node:crypto'
import type { Priority } from '@keyway/engine'
import { createBucket, type Bucket, type Learn } from './bucket.ts'
import { createCrowd, type Crowd } from './crowd.ts'
import type { Ledger } from './ledger.ts'
import { priorities } from './priority.ts'
import { createRemoteClock, readRateHeaders, type RemoteClock } from './read-limits.ts'
import { createSlots, type Slots } from './slots.ts'
import { createTeller, type Teller } from './teller.ts'
import { afterWindow, createWaitingLine, type WaitingLine } from './waiting-line.ts'

/** A request that wants to go out. */
export interface GovernorAsk {
  /** Whose budget it is: the origin. */
  org: string
  /** The org's own name for what the call counts in (`/api/v1/users`). */
  bucket: string
  priority: Priority
  /** Part of the budget that belongs to others, 0 to 1; undefined is what the server says. */
  reserve: number | undefined
  /** The same whenever the same work asks again, so that it keeps its place. */
  key: string
  executionId: string | null
  /** Whether the work has sent something before, so that it waits here and not in the line. */
  isUnderWay: boolean
  signal: AbortSignal
}

export interface RateAnswer {
  status: number
  headers: Readonly<Record<string, string>>
}

/** It may go, and says what came back; or it waits, behind so many others. */
export type Turn =
  | {
      kind: 'go'
      /** Answers whether that was a refusal whose end is known, so that asking again means to wait for it. */
      done: (answer?: RateAnswer) => boolean
    }
  | { kind: 'wait'; waitMs: number; ahead: number }

/**
 * Keeps the requests of all flows within what each org allows, and leaves the rest to others: nobody may lose sign-in
 * because an automation used the budget up. Learns from the answers. Source: Okta rate limits.
 */
export interface Governor {
  admit: (ask: GovernorAsk) => Promise<Turn>
}

/** Of 75 requests that an org carries out at a time, all processes together. Source: Okta rate limits. */
const mostAtOnce = 18
/** Until a process knows how many others there are. */
const firstAtOnce = 6
/** While nothing is known, those that come beyond the first few wait for the first answer. */
const firstAnswerMs = 250
/** Pause of newcomers while those have not come who are due. */
const keptMs = 500
/** Pause when the ledger cannot be asked. */
const ledgerSilentMs = 2_000
/** Longest wait while nobody told how long windows are: then the step asks again, and keeps its place. */
const askAgainMs = 15_000

interface Org {
  clock: RemoteClock
  slots: Slots
  crowd: Crowd
  buckets: Map<string, Watched>
}

interface Watched {
  bucket: Bucket
  lines: Readonly<Record<Priority, WaitingLine>>
  teller: Teller
  /** Resolved once the ledger was asked what others have learned. */
  asked: Promise<void>
}

/** @param reserve Part of every budget that is left to others; people's own requests and incidents go some way into it. */
export function createGovernor({
  ledger,
  reserve: standardReserve = 0.5,
  now = Date.now,
}: {
  ledger: Ledger
  reserve?: number
  now?: () => number
}): Governor {
  const process = randomUUID()
  const orgs = new Map<string, Org>()

  function findOrg(name: string): Org {
    const known = orgs.get(name)
    if (known !== undefined) return known
    const slots = createSlots(ledger.isShared ? firstAtOnce : mostAtOnce)
    const org = { clock: createRemoteClock(now), slots, crowd: createCrowd(), buckets: new Map() }
    orgs.set(name, org)
    return org
  }

  function findBucket({ buckets, clock, slots }: Org, ask: GovernorAsk): Watched {
    const known = buckets.get(ask.bucket)
    if (known !== undefined) return known
    const key = `${ask.org} ${ask.bucket}`
    const aheadMs = () => clock.now() - now()
    const bucket = createBucket(key, { ledger, aheadMs })
    const lines = {
      incident: createWaitingLine(),
      interactive: createWaitingLine(),
      bulk: createWaitingLine(),
    }
    const watched = {
      bucket,
      lines,
      teller: createTeller(key, {
        ledger,
        process,
        bucket,
        waiting: () => sum(priorities, (priority) => lines[priority].size(clock.now())),
        aheadMs,
        now,
        onProcesses: (processes) => slots.share(Math.max(1, Math.floor(mostAtOnce / processes))),
      }),
      asked: ledger.find(key).then(
        (found) => {
          if (found === undefined) return
          clock.expect(found.aheadMs)
          bucket.expect(found.limit)
        },
        // Then it learns by itself.
        () => undefined,
      ),
    }
    buckets.set(ask.bucket, watched)
    return watched
  }

  return {
    async admit(ask) {
      const { priority, key, signal, executionId, reserve = standardReserve } = ask
      const org = findOrg(ask.org)
      const { bucket, lines, teller, asked } = findBucket(org, ask)
      if (bucket.isLearning()) await asked
      const pauseMs = org.crowd.waitMs(org.clock.now())
      if (pauseMs > 0) return { kind: 'wait', waitMs: pauseMs, ahead: 0 }
      const release = await org.slots.take(priority, signal)
      const at = org.clock.now()
      let learn: Learn | 'spent' | 'kept'
      try {
        const isExpected = ask.isUnderWay || lines[priority].isDue(key, at)
        const leaving = isExpected || priority !== 'bulk' ? 0 : sum(priorities, (each) => lines[each].due(at))
        learn = await bucket.take({ priority, reserve, leaving, now: at })
      } catch (error) {
        release()
        if (signal.aborted) throw error
        // Whether there is room is not known now, and nothing went out: the step has not failed.
        return { kind: 'wait', waitMs: ledgerSilentMs * (0.5 + Math.random()), ahead: 0 }
      }
      teller.changed()
      if (typeof learn === 'string') {
        release()
        // Those who are due come soon or not at all.
        if (learn === 'kept') return { kind: 'wait', waitMs: keptMs * (0.5 + Math.random()), ahead: 0 }
        return wait({ bucket, lines }, { ...ask, reserve }, at)
      }
      const taken = learn
      lines[priority].leave(key)
      if (executionId !== null) teller.count(executionId)
      return { kind: 'go', done: (answer) => finish(org, { learn: taken, release }, answer) }
    },
  }

  function finish(
    { clock, crowd, slots }: Org,
    { learn, release }: { learn: Learn; release: () => void },
    answer: RateAnswer | undefined,
  ): boolean {
    release()
    if (answer === undefined) {
      learn(undefined, clock.now())
      return false
    }
    clock.learn(answer.headers)
    const rate = readRateHeaders(answer.headers)
    const isRefused = answer.status === 429 && rate !== undefined
    // A limit of 0 means too many at once, and says nothing about the bucket. Source: Okta rate limits.
    if (isRefused && rate.limit === 0) {
      slots.lower()
      crowd.refuse(clock.now())
      learn(undefined, clock.now())
    } else {
      learn({ rate, status: answer.status }, clock.now())
    }
    return isRefused
  }

  function wait(
    { bucket, lines }: Pick<Watched, 'bucket' | 'lines'>,
    ask: GovernorAsk & { reserve: number },
    at: number,
  ): Turn {
    const { priority, reserve, key, isUnderWay } = ask
    if (bucket.isLearning()) return { kind: 'wait', waitMs: firstAnswerMs * (0.5 + Math.random()), ahead: 0 }
    const window = { endsAt: bucket.endsAt(at), windowMs: bucket.windowMs() }
    if (isUnderWay) return { kind: 'wait', waitMs: afterWindow(window) - at, ahead: 0 }
    const perWindow = bucket.perWindow({ priority, reserve })
    const { dueAt, ahead } = lines[priority].join(key, { ...window, perWindow, now: at })
    const first = priorities.slice(0, priorities.indexOf(priority))
    const before = ahead + sum(first, (each) => lines[each].size(at))
    const waitMs = Math.max(0, dueAt - at)
    const isToBeAsked = !bucket.isSure() && waitMs > askAgainMs
    return { kind: 'wait', waitMs: isToBeAsked ? askAgainMs : waitMs, ahead: before }
  }
}

function sum(classes: readonly Priority[], count: (priority: Priority) => number): number {
  return classes.reduce((all, priority) => all + count(priority), 0)
}
