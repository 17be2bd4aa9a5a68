import { dayMs, judgeFamiliarity, type KnownTrace, type Traces } from '@keyway/identity'
import type { JsonObject } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { readTraces } from './read-traces.ts'
import { addDays, forgetTraces, readRemembered, saveTraces } from './store.ts'

/** What is known of whoever an event is about, by ids of events: `keyway` of the event for rules. */
export type Known = ReadonlyMap<string, JsonObject>

/** What detections remember of users and tokens, in step with the place that the reader has reached. */
export interface Familiar {
  /** Judges what events show by what was before each of them, and takes it in. */
  learn: (left: ReadonlyMap<string, Traces>) => Promise<Known>
  /** Writes what was learnt, in the transaction that moves the place. */
  flush: (transaction: Db) => Promise<void>
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
    const wanted = subjectsOf(left).filter((subject) => !memories.has(subject))
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
    async learn(left) {
      if (left.size > 0) await remember([...left.values()])
      const known = new Map<string, JsonObject>()
      for (const [id, traces] of left) {
        const memory = memories.get(traces.subject)
        if (memory === undefined) continue
        known.set(id, judgeFamiliarity(traces, memory))
        takeIn(memory, traces)
      }
      return known
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
export async function judgeAgain(
  db: Db,
  events: readonly { id: string; type: string; payload: string }[],
): Promise<Known> {
  const left = readTraces(events)
  const known = new Map<string, JsonObject>()
  if (left.size === 0) return known
  const all = [...left.values()]
  const remembered = await readRemembered(db, subjectsOf(all), firstDayOf(all))
  for (const [id, traces] of left) {
    const memory = remembered.get(traces.subject)
    if (memory !== undefined) known.set(id, judgeFamiliarity(traces, memory))
  }
  return known
}

/** Forgets what is too old to be of use. */
export async function forgetUnfamiliar(db: Db, now: number): Promise<void> {
  await forgetTraces(db, { seen: now - keptMs, day: dayOf(now) - keptDays })
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

function subjectsOf(left: readonly Traces[]): string[] {
  return [...new Set(left.map(({ subject }) => subject))]
}

function dayOf(at: number): number {
  return Math.floor(at / dayMs)
}

function firstDayOf(left: readonly Traces[]): number {
  return left.length === 0 ? 0 : dayOf(Math.min(...left.map(({ at }) => at)))
}
