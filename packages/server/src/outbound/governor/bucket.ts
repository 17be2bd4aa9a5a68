import type { Lease, Ledger } from './ledger.ts'
import type { RateHeaders } from './read-limits.ts'
import type { Priority } from './slots.ts'
import { createWaitingLine, type WaitingLine } from './waiting-line.ts'

/** One bucket of an org, as this process knows it. Times are by the org's clock. */
export interface Bucket {
  line: WaitingLine
  /** Takes one call out of the present window, leaving so many to others who are due. False: the window has none left. */
  take: (ask: { priority: Priority; leaving: number; now: number }) => Promise<boolean>
  /** What the answer to a call that was taken says; undefined when it brought nothing. */
  learn: (answer: { rate: RateHeaders | undefined; status: number } | undefined) => void
  /** While no answer came yet, there is no line: those beyond the first few ask again shortly. */
  isLearning: () => boolean
  /** When the present window ends. */
  endsAt: (now: number) => number
  /** How many calls of this class a window has room for here. */
  perWindow: (priority: Priority) => number
}

/** Calls before the first answer says what the limit is. */
const firstCalls = 8
/** What an org leaves of a bucket that others have nearly used up stays theirs. */
const leastLeft: Readonly<Record<Priority, number>> = { incident: 0, interactive: 0.05, bulk: 0.1 }
const largestPortion = 50
/** A process keeps some room in its forecast, however little it used of the last window. */
const leastPart = 1 / 16

export function createBucket(
  key: string,
  parts: { ledger: Ledger; shares: Readonly<Record<Priority, number>> },
): Bucket {
  const { ledger, shares } = parts
  const line = createWaitingLine()
  /** Undefined until an answer tells; infinite where answers tell nothing. */
  let limit: number | undefined
  let ends = 0
  let isConfirmed = false
  let used = 0
  let leased = 0
  let total = 0
  let left = Number.POSITIVE_INFINITY
  let underWay = 0
  let part = 1
  const leasing = new Map<number, Promise<Lease>>()

  function begin(endsAt: number): void {
    if (ledger.isShared && total > 0) part = Math.min(1, Math.max(leastPart, used / total))
    ends = endsAt
    isConfirmed = false
    used = underWay
    leased = underWay
    total = underWay
    left = Number.POSITIVE_INFINITY
  }

  function shareOf(priority: Priority): number {
    return Math.floor((limit ?? firstCalls) * shares[priority])
  }

  async function lease(share: number, now: number): Promise<number> {
    const wish = { key, limit: limit ?? firstCalls, share, wanted: largestPortion, now }
    const asked = leasing.get(share) ?? ledger.lease(wish).finally(() => leasing.delete(share))
    const isFirst = !leasing.has(share)
    leasing.set(share, asked)
    const { granted, total: all, endsAt } = await asked
    if (isFirst) {
      leased += granted
      total = all
      if (!isConfirmed) ends = endsAt
    }
    return granted
  }

  return {
    line,
    async take({ priority, leaving, now }) {
      if (ends !== 0 && now >= ends) begin(0)
      if (limit === Number.POSITIVE_INFINITY) {
        underWay += 1
        return true
      }
      if (limit === undefined) {
        if (used >= firstCalls) return false
        used += 1
        underWay += 1
        return true
      }
      const share = shareOf(priority)
      const hasRoom = () => left - leaving > Math.ceil((limit ?? 0) * leastLeft[priority])
      // What was granted to all and is not lying here unused counts as used.
      const isBelowShare = () => total - (leased - used) + leaving < share
      while (used + leaving >= leased) {
        if (!hasRoom() || !isBelowShare()) return false
        if ((await lease(share, now)) === 0) {
          total = Math.max(total, share + leased - used)
          return false
        }
      }
      if (!hasRoom() || !isBelowShare()) return false
      used += 1
      underWay += 1
      left -= 1
      return true
    },
    learn(answer) {
      underWay -= 1
      if (answer?.rate === undefined) {
        if (limit !== undefined) return
        // Nothing was learned: another one may try. A success without a word about limits means that there are none.
        if (answer === undefined || answer.status >= 300) used -= 1
        else limit = Number.POSITIVE_INFINITY
        return
      }
      const { rate } = answer
      const isRefused = answer.status === 429
      // Answers overtake each other: one of an earlier window says nothing about this one.
      if (isConfirmed && rate.endsAt < ends - 2_000) return
      if (isConfirmed && rate.endsAt > ends + 2_000) begin(rate.endsAt)
      const isNews = !isConfirmed || limit !== rate.limit
      ends = rate.endsAt
      isConfirmed = true
      limit = rate.limit
      left = Math.min(left, isRefused ? 0 : rate.remaining - underWay)
      if (!isNews && !isRefused) return
      // What it does not hear of now it hears of with the next answer.
      ledger.report({ key, limit, endsAt: ends, isSpent: isRefused }).catch(() => undefined)
    },
    isLearning: () => limit === undefined,
    endsAt: (now) => Math.max(ends, now),
    perWindow: (priority) => Math.max(1, Math.floor(shareOf(priority) * part)),
  }
}
