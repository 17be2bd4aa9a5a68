import type { Priority } from '@keyway/engine'
import type { Lease, Ledger } from './ledger.ts'
import { leastLeftOf, shareOf } from './priority.ts'
import type { RateHeaders } from './read-limits.ts'
import { createWindowLength } from './window-length.ts'

/** Work that wants one call. Times are by the org's clock. */
export interface BucketAsk {
  priority: Priority
  /** Part of the budget that belongs to others, 0 to 1. */
  reserve: number
  /** Calls to leave to those who are due. */
  leaving: number
  now: number
}

/** Hears what the answer to a call says; undefined when the call brought none. */
export type Learn = (
  answer: { rate: RateHeaders | undefined; status: number } | undefined,
  now: number,
) => void

/** How a bucket stands in the present window, as far as this process knows. */
export interface BucketState {
  limit: number
  remaining: number
  endsAt: number
  windowMs: number
  /** Calls of this process. */
  used: number
}

/** One bucket of an org, as this process knows it. Times are by the org's clock. */
export interface Bucket {
  /**
   * Takes one call out of the present window. `spent`: that has none left for this work; `kept`: what is left is for
   * those who are due, as long as they may still come.
   */
  take: (ask: BucketAsk) => Promise<Learn | 'spent' | 'kept'>
  /** While no answer came yet, nobody knows how long to wait: those beyond the first few ask again shortly. */
  isLearning: () => boolean
  /** When the present window ends. */
  endsAt: (now: number) => number
  windowMs: () => number
  /** False where others use the bucket too and this process has not seen for itself when windows end and how long they are. */
  isSure: () => boolean
  /** How many calls of this work a window has room for here. */
  perWindow: (ask: Pick<BucketAsk, 'priority' | 'reserve'>) => number
  /** What others have learned of it, so that the first calls are asked of the ledger too. */
  expect: (limit: number) => void
  /** Undefined while nothing was learned, and where answers tell of no limit. */
  state: () => BucketState | undefined
}

/** Calls before the first answer says what the limit is. */
const firstCalls = 8
const largestPortion = 50
/** A process keeps some room in its forecast, however little it used of the last window. */
const leastPart = 1 / 16
/** Pause when an answer shows that the window we thought over still runs: ends are told in whole seconds. */
const earlyMs = 300
/** Least pause after a refusal, whatever end of it the answer tells. */
const refusedMs = 1_000

export function createBucket(
  key: string,
  { ledger, aheadMs }: { ledger: Ledger; aheadMs: () => number },
): Bucket {
  const length = createWindowLength()
  /** Undefined until an answer tells; infinite where answers tell nothing. */
  let limit: number | undefined
  let ends = 0
  let lastEnd: number | undefined
  /** Which window it is, so that answers that overtake each other do not mix up two of them. */
  let number = 0
  let isConfirmed = false
  let isGuess = false
  let heldUntil = 0
  let used = 0
  let leased = 0
  let total = 0
  let left = Number.POSITIVE_INFINITY
  let remaining = 0
  let underWay = 0
  let part = 1
  const leasing = new Map<number, Promise<Lease>>()

  /** @param heard Calls of the new window that were answered already. */
  function begin(endsAt: number, heard: number): void {
    if (ledger.isShared && total > 0) part = Math.min(1, Math.max(leastPart, used / total))
    if (isConfirmed) lastEnd = ends
    ends = endsAt
    number += 1
    isConfirmed = false
    // What is under way may count in this window; the ledger hears of it with the next lease or report.
    used = underWay + heard
    leased = 0
    total = 0
    left = Number.POSITIVE_INFINITY
  }

  function callsOf({ priority, reserve }: Pick<BucketAsk, 'priority' | 'reserve'>): number {
    return Math.floor((limit ?? firstCalls) * shareOf(priority, reserve))
  }

  /** Calls of this window that the ledger has not heard of. It hears of them now. */
  function takeUnleased(): number {
    const unleased = Math.max(0, used - leased)
    leased += unleased
    return unleased
  }

  async function lease(share: number, now: number): Promise<number> {
    const known = leasing.get(share)
    if (known !== undefined) return (await known).granted
    const unleased = takeUnleased()
    const wish = {
      key,
      limit: limit ?? firstCalls,
      share,
      wanted: largestPortion,
      unleased,
      endsAt: isConfirmed ? ends : undefined,
      now,
      aheadMs: aheadMs(),
      windowMs: length.get(),
    }
    const asked = ledger.lease(wish).finally(() => leasing.delete(share))
    leasing.set(share, asked)
    const begun = number
    const { granted, total: all, endsAt, isGuess: isGuessed } = await asked
    // Granted for a window that is over meanwhile.
    if (begun !== number) return granted
    leased += granted
    total = all
    if (!isConfirmed) {
      ends = endsAt
      isGuess = isGuessed
    }
    return granted
  }

  function go(): Learn {
    used += 1
    underWay += 1
    left -= 1
    const taken = number
    return (answer, now) => learn(answer, { now, taken })
  }

  /** A call that was under way when the window began counts in the window before. */
  function refund(taken: number): void {
    if (taken === number - 1) used = Math.max(0, used - 1)
  }

  function learn(answer: Parameters<Learn>[0], { now, taken }: { now: number; taken: number }): void {
    underWay -= 1
    const rate = answer?.rate
    if (answer === undefined || rate === undefined) {
      if (limit !== undefined) return
      // Nothing was learned: another one may try. A success without a word about limits means that there are none.
      if (answer === undefined || answer.status >= 300) used -= 1
      else limit = Number.POSITIVE_INFINITY
      return
    }
    const isRefused = answer.status === 429
    if (isRefused && taken === number) heldUntil = now + refusedMs
    if (isConfirmed && rate.endsAt < ends - 2_000) return refund(taken)
    if (!isConfirmed && limit !== undefined && rate.endsAt <= now) {
      // It speaks of the window before: it was sent then, or that window goes on a moment longer than we thought.
      if (taken === number) heldUntil = Math.max(heldUntil, now + earlyMs)
      return refund(taken)
    }
    if (isConfirmed && rate.endsAt > ends + 2_000) begin(rate.endsAt, 1)
    const isNews = !isConfirmed || limit !== rate.limit
    if (!isConfirmed) length.see({ endsAt: rate.endsAt, now, since: lastEnd })
    ends = rate.endsAt
    isConfirmed = true
    limit = rate.limit
    remaining = rate.remaining
    left = Math.min(left, isRefused ? 0 : rate.remaining - underWay)
    if (!isNews && !isRefused) return
    const unleased = takeUnleased()
    const usedByAll = Math.max(0, rate.limit - rate.remaining - unleased)
    const report = {
      key,
      limit,
      endsAt: ends,
      isSpent: isRefused,
      unleased,
      aheadMs: aheadMs(),
      usedByAll,
      windowMs: length.get(),
    }
    // What it does not hear of now it hears of with the next answer.
    ledger.report(report).catch(() => undefined)
  }

  async function take({ priority, reserve, leaving, now }: BucketAsk): ReturnType<Bucket['take']> {
    if (ends !== 0 && now >= ends) begin(0, 0)
    if (now < heldUntil) return 'spent'
    if (limit === Number.POSITIVE_INFINITY) return go()
    if (limit === undefined) return used < firstCalls ? go() : 'spent'
    const share = callsOf({ priority, reserve })
    const least = Math.ceil(limit * leastLeftOf(priority, reserve))
    // What was granted to all and is not lying here unused counts as used.
    const room = () => Math.min(left - least, share - (total - (leased - used)))
    while (used + leaving >= leased) {
      if (room() <= leaving) return room() > 0 ? 'kept' : 'spent'
      if ((await lease(share, now)) === 0) {
        total = Math.max(total, share + leased - used)
        return used < leased ? 'kept' : 'spent'
      }
    }
    if (room() > leaving) return go()
    return room() > 0 ? 'kept' : 'spent'
  }

  return {
    async take(ask) {
      const taken = await take(ask)
      // A window that is used up before any answer told its end: the first one that does is under way.
      if (taken !== 'spent' || isConfirmed || !isGuess) return taken
      await lease(callsOf(ask), ask.now)
      return isGuess ? 'kept' : 'spent'
    },
    isLearning: () => limit === undefined,
    expect(known) {
      limit ??= known
    },
    endsAt: (now) => (now < heldUntil ? heldUntil : Math.max(ends, now)),
    windowMs: length.get,
    isSure: () => !ledger.isShared || (isConfirmed && length.isKnown()),
    perWindow: (ask) => Math.max(1, Math.floor(callsOf(ask) * part)),
    state: () =>
      limit === undefined || limit === Number.POSITIVE_INFINITY
        ? undefined
        : { limit, remaining, endsAt: ends, windowMs: length.get(), used },
  }
}
