import type { Bucket } from './bucket.ts'
import type { CallsOfExecution, Ledger } from './ledger.ts'

/** Tells the ledger how this process stands with a bucket, a moment after something changed. */
export interface Teller {
  changed: () => void
  /** A call of an execution went out. */
  count: (executionId: string) => void
}

const tellAfterMs = 1_000
/** While steps wait, though nothing happens. */
const tellAgainMs = 5_000
/** An execution with fewer calls is over before anybody wants a forecast. */
const worthTelling = 25
/** Then those with few calls are forgotten. */
const mostCounted = 5_000

export function createTeller(
  key: string,
  parts: {
    ledger: Ledger
    process: string
    bucket: Bucket
    waiting: () => number
    aheadMs: () => number
    now: () => number
    /** Hears how many processes share the org. */
    onProcesses: (processes: number) => void
  },
): Teller {
  const { ledger, process, bucket, waiting, aheadMs, now, onProcesses } = parts
  const counts = new Map<string, { calls: number; told: number }>()
  let isPlanned = false

  function takeCounts(): CallsOfExecution[] {
    const news: CallsOfExecution[] = []
    for (const [executionId, count] of counts) {
      if (count.calls < worthTelling || count.calls === count.told) continue
      news.push({ executionId, calls: count.calls - count.told })
      count.told = count.calls
    }
    if (counts.size > mostCounted) counts.clear()
    return news
  }

  function plan(ms: number): void {
    if (isPlanned) return
    isPlanned = true
    setTimeout(() => void tell(), ms).unref()
  }

  async function tell(): Promise<void> {
    isPlanned = false
    const state = bucket.state()
    if (state === undefined) return
    const standing = { key, process, ...state, waiting: waiting(), aheadMs: aheadMs(), seenAt: now() }
    // What it does not hear of now it hears of with the next call.
    const processes = await ledger.tell(standing, takeCounts()).catch(() => undefined)
    if (processes !== undefined) onProcesses(processes)
    if (standing.waiting > 0) plan(tellAgainMs)
  }

  return {
    changed: () => plan(tellAfterMs),
    count(executionId) {
      const known = counts.get(executionId)
      if (known === undefined) counts.set(executionId, { calls: 1, told: 0 })
      else known.calls += 1
    },
  }
}
