import { setTimeout as sleep } from 'node:timers/promises'
import type { Filed } from './party-filing.ts'

/** So many events are filed at once while many come. */
const worthFiling = 65_536
/** Those of a quiet time wait no longer than this; whoever looks for them waits for them. */
const longestMs = 60_000
const everyMs = 1_000
/** Most of the time between two steps belongs to others, unless more comes than is filed so. */
const restFactor = 6
const tooMany = 4 * worthFiling

/** When what events are found by is filed: in the background, and before anybody looks. */
export interface Filing {
  /** So many events came. */
  note: (events: number) => void
  /** Resolves when all that was committed is filed. */
  settle: () => Promise<void>
  /** Files what there is to the end, and nothing any more. */
  finish: () => Promise<void>
}

/** @param fileNext Does a step. */
export function startFiling(fileNext: () => Promise<Filed>): Filing {
  // A process that ended suddenly may have left some.
  let noted = 1
  let filed = 0
  let filedAt = performance.now()
  /** Somebody who looked has left the rest of a run. */
  let isLeftOver = false
  let running: Promise<void> | undefined
  let isOver = false

  /** Files what is committed by now; with rests, to the end of its run and between the doings of others. */
  async function fileAll({ withRests }: { withRests: boolean }): Promise<void> {
    const until = noted
    let target: number | undefined
    for (;;) {
      const begun = performance.now()
      const { upTo, last, isUnderWay } = await fileNext()
      target ??= last
      isLeftOver = isUnderWay
      if (upTo >= target && !(withRests && isUnderWay)) break
      const isInHaste = isOver || noted - filed > tooMany
      if (withRests && !isInHaste) {
        await sleep((performance.now() - begun) * restFactor, undefined, { ref: false })
      }
    }
    filed = Math.max(filed, until)
    filedAt = performance.now()
  }

  const timer = setInterval(() => {
    const unfiled = noted - filed
    const isDue = unfiled >= worthFiling || (unfiled > 0 && performance.now() - filedAt >= longestMs)
    if ((!isDue && !isLeftOver) || running !== undefined) return
    running = fileAll({ withRests: true })
      // Closed, or busy: the next turn tries again.
      .catch(() => undefined)
      .finally(() => (running = undefined))
  }, everyMs)
  timer.unref()

  return {
    note: (events) => void (noted += events),
    async settle() {
      if (filed < noted) await fileAll({ withRests: false })
    },
    async finish() {
      clearInterval(timer)
      isOver = true
      await running
      for (;;) {
        const { last, isUnderWay } = await fileNext()
        if (last === 0 && !isUnderWay) return
      }
    },
  }
}
