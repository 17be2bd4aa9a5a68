import type { live } from '@keyway/api'
import type { NewExecution } from '../db/hot-store.ts'
import type { ExecutionStatus } from '../db/schema.ts'
import type { Held } from '../executions/held.ts'
import type { LiveHub } from '../http/live.ts'

export interface StatusPublisher {
  onStatus: (held: Held, status: ExecutionStatus) => void
  onQueued: (execution: NewExecution) => void
  close: () => void
}

type Change = live.ExecutionChange

const defaults = {
  /** One message in this time. */
  everyMs: 100,
  /** Told at once after a pause, so that a single execution is seen as it goes. */
  burst: 10,
  /** More than this is not worth telling one by one: browsers are told to load everything again. */
  mostPending: 20,
}

/**
 * Tells browsers how executions go, at a pace they can follow however many there are: of several changes of one
 * execution the latest is told, and when more executions change than can be told, one `resync` stands for all of them.
 */
export function createStatusPublisher(hub: Pick<LiveHub, 'publish'>, options = defaults): StatusPublisher {
  const { everyMs, burst, mostPending } = options
  const pending = new Map<string, Change>()
  let credit = burst
  let isOverrun = false
  let timer: NodeJS.Timeout | undefined

  function tell(change: Change): void {
    // Whatever it is, everything is loaded again after the storm.
    if (isOverrun) return
    pending.set(change.id, change)
    if (pending.size > mostPending) isOverrun = true
    send()
    timer ??= setInterval(refill, everyMs)
  }

  function send(): void {
    // Whoever loads everything again needs to be told once what the storm left, not during it.
    if (isOverrun) return
    for (const [id, change] of pending) {
      if (credit === 0) return
      credit -= 1
      pending.delete(id)
      hub.publish('execution', change)
    }
  }

  function refill(): void {
    credit = Math.min(burst, credit + 1)
    if (isOverrun && credit === burst) {
      isOverrun = false
      pending.clear()
      credit = 0
      hub.publish('resync', {})
    }
    send()
    if (credit < burst || pending.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  return {
    onStatus: ({ id, flowId, parentId }, status) => tell({ id, flowId, status, parentId }),
    onQueued: ({ id, flowId, parentId }) => tell({ id, flowId, status: 'queued', parentId }),
    close: () => clearInterval(timer),
  }
}
