/** Who waits for a turn in a bucket, and when it is due. Times are milliseconds since 1970 by the org's clock. */
export interface WaitingLine {
  /** Gives a place, or the one it has: when it is due, and how many are before it. */
  join: (key: string, window: LineWindow) => { dueAt: number; ahead: number }
  /** Whether its turn has come. It keeps its place until it leaves. */
  isDue: (key: string, now: number) => boolean
  leave: (key: string) => void
  /** How many are due and have not come yet: newcomers leave room for them. */
  due: (now: number) => number
  size: (now: number) => number
}

/** The window that is under way. */
export interface LineWindow {
  endsAt: number
  windowMs: number
  /** Calls of those in this line that a window has room for. */
  perWindow: number
  now: number
}

/** From the end of one window, which is told in whole seconds, to the first call of the next one. */
const gapMs = 250
/** Those of one window return spread over this time, so that they do not come in step. */
const leastSpreadMs = 100
const mostSpreadMs = 1_000
/** Whoever has not come back so long after its turn is not coming: it was cancelled, or another process has it now. */
const patienceMs = 5_000
const forgetEveryMs = 1_000

/** When those may come back who wait for the end of this window. */
export function afterWindow({ endsAt, windowMs }: Pick<LineWindow, 'endsAt' | 'windowMs'>): number {
  return endsAt + gapMs + Math.random() * spreadOf(windowMs)
}

function spreadOf(windowMs: number): number {
  return Math.min(mostSpreadMs, Math.max(leastSpreadMs, windowMs / 60))
}

/** A line in which each window has room for so many: whoever joins hears when it is due, however many are before it. */
export function createWaitingLine(): WaitingLine {
  const places = new Map<string, { dueAt: number; number: number }>()
  /** The window that newcomers are given places in. */
  let last = { endsBefore: 0, taken: 0 }
  let joined = 0
  let forgottenAt = Number.NEGATIVE_INFINITY

  function forget(now: number): void {
    if (now < forgottenAt + forgetEveryMs) return
    forgottenAt = now
    for (const [key, { dueAt }] of places) if (dueAt <= now - patienceMs) places.delete(key)
  }

  function placeIn({ endsAt, windowMs, perWindow }: LineWindow): number {
    if (last.endsBefore < endsAt - windowMs / 2) last = { endsBefore: endsAt, taken: 0 }
    if (last.taken >= perWindow) last = { endsBefore: last.endsBefore + windowMs + gapMs, taken: 0 }
    last.taken += 1
    return afterWindow({ endsAt: last.endsBefore, windowMs })
  }

  return {
    join(key, window) {
      const { now } = window
      forget(now)
      const known = places.get(key)
      if (known === undefined) {
        const place = { dueAt: placeIn(window), number: joined }
        joined += 1
        places.set(key, place)
        return { dueAt: place.dueAt, ahead: places.size - 1 }
      }
      // Its turn came before the window turned: it goes on with the next one.
      if (known.dueAt <= now) known.dueAt = afterWindow(window)
      const first = places.values().next().value?.number ?? 0
      return { dueAt: known.dueAt, ahead: Math.max(0, known.number - first) }
    },
    isDue(key, now) {
      const place = places.get(key)
      return place !== undefined && place.dueAt <= now
    },
    leave: (key) => void places.delete(key),
    due(now) {
      let count = 0
      for (const { dueAt } of places.values()) {
        if (dueAt > now + mostSpreadMs) break
        if (dueAt > now - patienceMs) count += 1
      }
      return count
    },
    size(now) {
      forget(now)
      return places.size
    },
  }
}
