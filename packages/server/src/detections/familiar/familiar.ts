import {
  dayMs,
  judgeFamiliarity,
  leavesTraces,
  tracesOf,
  type KnownTrace,
  type Remembered,
  type Traces,
} from '@keyway/identity'
import type { Json, JsonObject } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { addDays, forgetTraces, readRemembered, saveTraces } from './store.ts'

/** An event with what is known of whoever it is about: `keyway` of the event for rules, null where nothing is. */
export interface KnownEvent {
  id: string
  payload: string
  keyway: JsonObject | null
}

/** What detections remember of users and tokens, in step with the place that the reader has reached. */
export interface Familiar {
  /** Judges events by what was before each of them, and takes in what they show. */
  learn: (events: readonly LoggedEvent[]) => Promise<KnownEvent[]>
  /** Writes what was learnt, in the transaction that moves the place. */
  flush: (transaction: Db) => Promise<void>
}

interface LoggedEvent {
  id: string
  type: string
  payload: string
}

interface Memory {
  traces: KnownTrace[]
  usesByDay: Map<number, number>
  changed: Set<KnownTrace>
  newUses: Map<number, number>
}

/** A time within so much of the one that is stored is not worth a write. */
const freshMs = 3_600_000
/** As long as whoever comes back is told from somebody new. */
const keptMs = 400 * dayMs
const keptDays = 30

export function createFamiliar(db: Db): Familiar {
  let memories = new Map<string, Memory>()

  async function remember(left: readonly Traces[]): Promise<void> {
    const wanted = [...new Set(left.map(({ subject }) => subject))].filter(
      (subject) => !memories.has(subject),
    )
    for (const [subject, { traces, usesByDay }] of await readRemembered(db, wanted, firstDayOf(left))) {
      memories.set(subject, {
        traces: [...traces],
        usesByDay: new Map(usesByDay),
        changed: new Set(),
        newUses: new Map(),
      })
    }
  }

  return {
    async learn(events) {
      const read = events.map(readTraces)
      await remember(read.flatMap(({ left }) => left ?? []))
      return read.map(({ id, payload, left }) => {
        const memory = left === undefined ? undefined : memories.get(left.subject)
        if (left === undefined || memory === undefined) return { id, payload, keyway: null }
        const keyway = judgeFamiliarity(left, memory)
        takeIn(memory, left)
        return { id, payload, keyway }
      })
    },
    async flush(transaction) {
      const all = [...memories]
      await saveTraces(
        transaction,
        all.flatMap(([subject, { changed }]) => [...changed].map((trace) => ({ ...trace, subject }))),
      )
      await addDays(
        transaction,
        all.flatMap(([subject, { newUses }]) => [...newUses].map(([day, uses]) => ({ subject, day, uses }))),
      )
      memories = new Map()
    },
  }
}

/** Judges events that were taken in before, or that are looked at again: nothing is learnt. */
export async function judgeAgain(db: Db, events: readonly LoggedEvent[]): Promise<KnownEvent[]> {
  const read = events.map(readTraces)
  const left = read.flatMap((one) => one.left ?? [])
  const subjects = [...new Set(left.map(({ subject }) => subject))]
  const known: Map<string, Remembered> = await readRemembered(db, subjects, firstDayOf(left))
  return read.map(({ id, payload, left: traces }) => {
    const memory = traces === undefined ? undefined : known.get(traces.subject)
    const keyway = traces === undefined || memory === undefined ? null : judgeFamiliarity(traces, memory)
    return { id, payload, keyway }
  })
}

/** Forgets what is too old to be of use. */
export async function forgetUnfamiliar(db: Db, now: number): Promise<void> {
  await forgetTraces(db, { seen: now - keptMs, day: dayOf(now) - keptDays })
}

function readTraces({ id, type, payload }: LoggedEvent): { id: string; payload: string; left?: Traces } {
  if (!leavesTraces(type, payload)) return { id, payload }
  // Stored as Okta gave it.
  const event: Json = JSON.parse(payload)
  const left = tracesOf(event)
  return { id, payload, ...(left === undefined ? {} : { left }) }
}

function takeIn(memory: Memory, { at, traces, isUse }: Traces): void {
  for (const { kind, value } of traces) {
    const row = memory.traces.find((one) => one.kind === kind && one.value === value)
    if (row === undefined) {
      const fresh = { kind, value, firstSeen: at, lastSeen: at }
      memory.traces.push(fresh)
      memory.changed.add(fresh)
    } else if (at < row.firstSeen || at > row.lastSeen + freshMs) {
      row.firstSeen = Math.min(row.firstSeen, at)
      row.lastSeen = Math.max(row.lastSeen, at)
      memory.changed.add(row)
    }
  }
  if (!isUse) return
  const day = dayOf(at)
  memory.usesByDay.set(day, (memory.usesByDay.get(day) ?? 0) + 1)
  memory.newUses.set(day, (memory.newUses.get(day) ?? 0) + 1)
}

function dayOf(at: number): number {
  return Math.floor(at / dayMs)
}

function firstDayOf(left: readonly Traces[]): number {
  return left.length === 0 ? 0 : dayOf(Math.min(...left.map(({ at }) => at)))
}
