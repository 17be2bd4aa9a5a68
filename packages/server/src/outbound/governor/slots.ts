import type { Priority } from '@keyway/engine'
import { priorities } from './priority.ts'

/** Requests under way at the same time, up to a ceiling that the other side's refusals lower. */
export interface Slots {
  /** Resolves when there is room; gives the function that makes room again. */
  take: (priority: Priority, signal: AbortSignal) => Promise<() => void>
  /** The other side said that there are too many at once. */
  lower: () => void
  /** So many are ours: other processes have the rest. */
  share: (most: number) => void
}

/** Answers in a row without such a refusal, before one more is dared. */
const calmAnswers = 50

export function createSlots(first: number): Slots {
  const waiting: Record<Priority, Set<() => void>> = {
    incident: new Set(),
    interactive: new Set(),
    bulk: new Set(),
  }
  let most = first
  let ceiling = first
  let taken = 0
  let calm = 0

  function wake(): void {
    for (const priority of priorities) {
      for (const start of waiting[priority]) {
        if (taken >= ceiling) return
        waiting[priority].delete(start)
        taken += 1
        start()
      }
    }
  }

  function release(): () => void {
    let isDone = false
    return () => {
      if (isDone) return
      isDone = true
      taken -= 1
      calm += 1
      if (calm >= calmAnswers && ceiling < most) {
        ceiling += 1
        calm = 0
      }
      wake()
    }
  }

  return {
    async take(priority, signal) {
      signal.throwIfAborted()
      if (taken < ceiling) {
        taken += 1
        return release()
      }
      await new Promise<void>((resolve, reject) => {
        const start = () => {
          signal.removeEventListener('abort', stop)
          resolve()
        }
        const stop = () => {
          waiting[priority].delete(start)
          reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
        }
        waiting[priority].add(start)
        signal.addEventListener('abort', stop, { once: true })
      })
      return release()
    },
    lower() {
      ceiling = Math.max(1, Math.floor(ceiling / 2))
      calm = 0
    },
    share(now) {
      if (now === most) return
      // Without refusals it has them at once; after some, it gets there again one by one.
      ceiling = ceiling === most ? now : Math.min(ceiling, now)
      most = now
      wake()
    },
  }
}
