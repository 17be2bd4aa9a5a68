import { windowMs } from './ledger.ts'

/** Who waits for a turn in a bucket, and when it is due. Times are milliseconds since 1970 by the org's clock. */
export interface WaitingLine {
  /** Gives a place, or the one it has: when it is due, and how many are before it. */
  join: (
    key: string,
    window: { endsAt: number; perWindow: number; now: number },
  ) => { dueAt: number; ahead: number }
  /** Whether its turn has come. It keeps its place until it leaves. */
  isDue: (key: string, now: number) => boolean
  leave: (key: string) => void
  /** How many are due and have not come yet: newcomers leave room for them. */
  due: (now: number) => number
}

/** From the end of one window to the first call of the next one, and its answer. */
const gapMs = 600
/** Those of one window return spread over this time, so that they do not come in step. */
const spreadMs = 1_000
/** Whoever has not come back so long after its turn is not coming: its execution was cancelled. */
const patienceMs = 30_000

/** When those may come back who wait for the end of this window. */
export function afterWindow(endsAt: number): number {
  return endsAt + gapMs + Math.random() * spreadMs
}

/** A line in which each window has room for so many: whoever joins hears when it is due, however many are before it. */
export function createWaitingLine(): WaitingLine {
  const places = new Map<string, { dueAt: number; number: number }>()
  /** The window that newcomers are given places in. */
  let last = { endsBefore: 0, taken: 0 }
  let joined = 0

  function forget(now: number): void {
    for (const [key, { dueAt }] of places) {
      // They stand in the order they joined, and so mostly in the order they are due.
      if (dueAt > now - patienceMs) return
      places.delete(key)
    }
  }

  function placeIn(endsAt: number, perWindow: number): number {
    if (last.endsBefore < endsAt - windowMs / 2) last = { endsBefore: endsAt, taken: 0 }
    if (last.taken >= perWindow) last = { endsBefore: last.endsBefore + windowMs + gapMs, taken: 0 }
    last.taken += 1
    return afterWindow(last.endsBefore)
  }

  return {
    join(key, { endsAt, perWindow, now }) {
      forget(now)
      const known = places.get(key)
      if (known === undefined) {
        const place = { dueAt: placeIn(endsAt, perWindow), number: joined }
        joined += 1
        places.set(key, place)
        return { dueAt: place.dueAt, ahead: places.size - 1 }
      }
      // Its turn came before the window turned: it goes on with the next one.
      if (known.dueAt <= now) known.dueAt = afterWindow(endsAt)
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
        if (dueAt > now + spreadMs) break
        count += 1
      }
      return count
    },
  }
}
