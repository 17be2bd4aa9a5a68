import type { LogEvent } from '../events/log-event.ts'
import { Memory } from './memory.ts'
import type { Evidence, WindowEntry, WindowLogic } from './window-logic.ts'

/**
 * How many of the windows that a late event belongs to are looked at beside its own and the last one: many late events of
 * one key must not cost the product of their numbers.
 */
const mostLateJudgements = 20

/** A window that fired. */
export interface WindowHit {
  key: string
  /** When the event happened that made it fire, in milliseconds since 1970. */
  at: number
  evidence: Evidence
  uuids: readonly string[]
  /** Whether it fired before and has not stopped since: more of the same, not something new. */
  continues: boolean
}

interface KeyState {
  memory: Memory
  firing: boolean
}

/** What is known of an event before anybody looks into it. */
export interface Arrival {
  uuid: string
  /** When it happened, and when it arrived; milliseconds since 1970. */
  at: number
  arrivedAt: number
}

/** The state of one rule: a fold over events, so replaying the same events rebuilds it. */
export interface WindowState {
  /** Takes an event that may be late; one that was taken before changes nothing. */
  observe: (event: LogEvent, arrived: Arrival) => WindowHit[]
  /**
   * Says that whatever arrived before a moment was given: windows end, old entries are forgotten. What arrived later, if
   * it happened before, has not been alone: others of its time, held up with it, are waited for.
   */
  passTo: (moment: number) => WindowHit[]
}

export function openWindows(logic: WindowLogic): WindowState {
  const states = new Map<string, KeyState>()
  const { withinMs } = logic
  /** No window ends before this moment. */
  let endsAt = Infinity
  let forgotAt = -Infinity

  /** Before this moment, what begins with an entry is not over. */
  function endOf({ at, arrivedAt }: WindowEntry): number {
    return Math.max(at + withinMs, arrivedAt)
  }

  /** Looking at every key is worth it when a window may have ended, or when there is something to forget. */
  function isDue(moment: number): boolean {
    if (logic.firesAtEnd !== undefined) return moment >= endsAt
    if (moment - forgotAt < withinMs / 8) return false
    forgotAt = moment
    return true
  }

  function insert(key: string, entry: WindowEntry): WindowHit[] {
    const state = states.get(key) ?? { memory: new Memory(logic), firing: false }
    states.set(key, state)
    endsAt = Math.min(endsAt, endOf(entry))
    const at = state.memory.add(entry)
    return at === -1 ? [] : judgeFrom(key, state, at)
  }

  /** The windows that the entry at this place belongs to; for one that is not late that is only the one it ends. */
  function judgeFrom(key: string, state: KeyState, from: number): WindowHit[] {
    const { entries } = state.memory
    const beyond = entries.findIndex(({ at }) => at > (entries[from]?.at ?? 0) + withinMs)
    const last = (beyond === -1 ? entries.length : beyond) - 1
    const hits: WindowHit[] = []
    const ends = entries
      .slice(from, Math.min(last, from + mostLateJudgements) + 1)
      .map((_, index) => from + index)
    for (const end of new Set([...ends, last])) {
      const window = entries.slice(firstWithin(entries, (entries[end]?.at ?? 0) - withinMs), end + 1)
      const evidence = logic.fires(window)
      if (evidence !== undefined) hits.push(toHit({ key, state, window, evidence }))
      state.firing = evidence !== undefined
    }
    return hits
  }

  return {
    observe(event, { uuid, at, arrivedAt }) {
      if (!logic.selects.test(event)) return []
      const keys = logic.keysOf(event)
      if (keys.length === 0) return []
      const data = logic.dataOf(event)
      return keys.flatMap((key) => insert(key, { uuid, at, arrivedAt, data, count: 1 }))
    },
    passTo(moment) {
      if (!isDue(moment)) return []
      const hits: WindowHit[] = []
      endsAt = Infinity
      for (const [key, state] of states) {
        const { memory } = state
        if (logic.firesAtEnd !== undefined) hits.push(...endWindows(key, state, { logic, moment }))
        else memory.forget(firstWanted(memory.entries, { withinMs, moment }))
        const [first] = memory.entries
        if (first === undefined) states.delete(key)
        else endsAt = Math.min(endsAt, endOf(first))
      }
      return hits
    },
  }
}

/** Such a window begins with an event and takes all that follow within its time; the next one begins after it. */
function endWindows(
  key: string,
  state: KeyState,
  { logic, moment }: { logic: WindowLogic; moment: number },
): WindowHit[] {
  const hits: WindowHit[] = []
  const { begins } = logic
  const { memory } = state
  for (;;) {
    if (begins !== undefined) {
      // What may still turn out to follow a beginning that comes late has to stay.
      const start = memory.entries.findIndex(
        ({ at, arrivedAt, data }) => at > moment || arrivedAt > moment || begins(data),
      )
      memory.forget(start === -1 ? memory.entries.length : start)
    }
    const [first] = memory.entries
    if (first === undefined || first.at + logic.withinMs > moment) return hits
    const beyond = memory.entries.findIndex(({ at }) => at > first.at + logic.withinMs)
    const end = beyond === -1 ? memory.entries.length : beyond
    if (memory.entries.slice(0, end).some(({ arrivedAt }) => arrivedAt > moment)) return hits
    const window = memory.forget(end)
    const evidence = logic.firesAtEnd?.(window)
    if (evidence !== undefined) hits.push(toHit({ key, state, window, evidence }))
    state.firing = evidence !== undefined
  }
}

function toHit(parts: {
  key: string
  state: KeyState
  window: readonly WindowEntry[]
  evidence: Evidence
}): WindowHit {
  const { key, state, window, evidence } = parts
  const uuids = window.map(({ uuid }) => uuid)
  return { key, at: window.at(-1)?.at ?? 0, evidence, uuids, continues: state.firing }
}

/** The first entry that something may still gather with: those before it are too old, and came long enough ago. */
function firstWanted(
  entries: readonly WindowEntry[],
  { withinMs, moment }: { withinMs: number; moment: number },
): number {
  const index = entries.findIndex(({ at, arrivedAt }) => at >= moment - withinMs || arrivedAt > moment)
  return index === -1 ? entries.length : index
}

function firstWithin(entries: readonly WindowEntry[], from: number): number {
  const index = entries.findIndex(({ at }) => at >= from)
  return index === -1 ? entries.length : index
}
