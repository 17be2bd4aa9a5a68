import type { Db } from '../db/database.ts'
import type { Familiar } from './familiar/familiar.ts'
import { readTraces } from './familiar/read-traces.ts'
import type { Matter } from './matters.ts'
import { readLogged } from './store.ts'
import type { DetectionThread, EventRange, Portion } from './thread.ts'

/** What came of a portion of the stored events. */
export interface Judged extends Pick<Portion, 'count' | 'last'> {
  found: Matter[]
}

/** How events come to the engine. */
export interface Portions {
  /** How many are judged at once, at most. */
  most: number
  judge: (
    range: EventRange,
    by: { thread: () => Promise<DetectionThread>; familiar: Familiar },
  ) => Promise<Judged>
}

const nothing: Judged = { count: 0, found: [] }

/** From a server the events are read here and handed over. */
export function handedPortions(db: Db): Portions {
  return {
    most: 500,
    async judge(range, { thread, familiar }) {
      const events = await readLogged(db, range)
      const last = events.at(-1)
      if (last === undefined) return nothing
      const known = await familiar.learn(readTraces(events))
      const found = await (await thread()).call('observe', { events, known })
      return { count: events.length, last, found }
    },
  }
}

/**
 * On embedded storage the engine's thread reads them. Portions are small: their texts are garbage before the collector
 * would move them to where they cost more.
 */
export function storedPortions(db: Db): Portions {
  let isAwake = false
  return {
    most: 100,
    async judge(range, { thread, familiar }) {
      // Without any event of an org there is no need of a thread.
      isAwake ||= (await readLogged(db, { ...range, limit: 1 })).length > 0
      if (!isAwake) return nothing
      const engine = await thread()
      const { count, last, left } = await engine.call('read', range)
      if (last === undefined) return nothing
      return { count, last, found: await engine.call('judge', await familiar.learn(left)) }
    },
  }
}
