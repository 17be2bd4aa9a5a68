import { checks, type Check } from '@keyway/identity'
import { evaluateChecks, type EvaluateParts } from './evaluate.ts'
import { changesSince, eventTypesAfter, listInventoryOrgs, readKinds, readStates } from './store.ts'

/** Checks look at the time, too: what nobody touches is looked at again after this. */
const everyMs = 3_600_000
/** The inventory and the counts of use take an event in first; a change that they see later is looked at again. */
const afterEventMs = 1_000
/** A check that takes long in a large org rests so many times as long: it must not read all the time. */
const restTimes = 10
/** But an event is answered within five seconds, so no longer than this, or than it took. */
const longestRestMs = 2_000
/** Changes are written in transactions, which may end later than others that began after them. */
const overlapMs = 10_000

const ofEvents = new Map<string, Check[]>()
for (const check of checks) {
  for (const type of check.events ?? []) ofEvents.set(type, [...(ofEvents.get(type) ?? []), check])
}
/** Types of events after which a check is looked at again. */
export const checkEventTypes: readonly string[] = [...ofEvents.keys()].toSorted()

const ofKinds = new Map<string, Check[]>()
for (const check of checks) {
  for (const kind of [...check.needs, ...(check.uses ?? [])])
    ofKinds.set(kind, [...(ofKinds.get(kind) ?? []), check])
}

interface Memory {
  /** Until when changes were seen. */
  seenAt: number
  /** Changes of the overlap that were seen. */
  seen: Set<string>
  /** When a check is due after an event. */
  due: Map<string, number>
}

/** Looks at checks when something that they are about changed, and from time to time. One process does it for all. */
export function createCheckKeeper(parts: EvaluateParts): {
  /** One look at what changed since the last; call it every two seconds. */
  turn: (signal: AbortSignal) => Promise<void>
} {
  const { db, now } = parts
  const memories = new Map<string, Memory>()
  let lastSeq: number | undefined

  async function noteEvents(): Promise<void> {
    const { types, last } = await eventTypesAfter(db, lastSeq ?? Number.MAX_SAFE_INTEGER, checkEventTypes)
    lastSeq = lastSeq === undefined ? last : Math.max(lastSeq, last)
    const dueAt = now() + afterEventMs
    for (const { due } of memories.values()) {
      for (const check of types.flatMap((type) => ofEvents.get(type) ?? [])) {
        if (!due.has(check.id)) due.set(check.id, dueAt)
      }
    }
  }

  async function dueChecks(org: string): Promise<readonly Check[]> {
    const at = now()
    const states = new Map((await readStates(db, org)).map((state) => [state.check_id, state]))
    const kinds = await readKinds(db, org)
    const memory = memories.get(org) ?? {
      seenAt: Math.min(at, ...[...states.values()].map((state) => state.evaluated_at)),
      seen: new Set<string>(),
      due: new Map<string, number>(),
    }
    memories.set(org, memory)
    const changes = await changesSince(db, org, memory.seenAt - overlapMs)
    const fresh = changes.filter(({ id }) => !memory.seen.has(id))
    memory.seen = new Set(changes.map(({ id }) => id))
    memory.seenAt = at
    const touched = new Set(
      [...new Set(fresh.map(({ kind }) => kind))].flatMap((kind) =>
        (ofKinds.get(kind) ?? []).map(({ id }) => id),
      ),
    )
    for (const id of touched) memory.due.set(id, Math.min(memory.due.get(id) ?? at, at))
    return checks.filter((check) => {
      const state = states.get(check.id)
      if (state === undefined || at - state.evaluated_at >= everyMs) return true
      if (at - state.evaluated_at < restOf(state)) return false
      const dueAt = memory.due.get(check.id)
      if (dueAt !== undefined && dueAt <= at) return memory.due.delete(check.id)
      return [...check.needs, ...(check.uses ?? [])].some(
        (kind) => (kinds.get(kind)?.completed_at ?? 0) > state.evaluated_at,
      )
    })
  }

  return {
    async turn(signal) {
      await noteEvents()
      for (const org of await listInventoryOrgs(db)) {
        const due = await dueChecks(org.org)
        for (const check of due) {
          if (signal.aborted) return
          await evaluateChecks(parts, org, [check])
        }
      }
    },
  }
}

function restOf({ duration_ms }: { duration_ms: number }): number {
  return Math.min(restTimes * duration_ms, Math.max(longestRestMs, duration_ms))
}

/** Looks at checks of all orgs, or one, because somebody asks. */
export async function runChecks(
  parts: EvaluateParts,
  { org, ids }: { org?: string | undefined; ids?: readonly string[] | undefined },
): Promise<Awaited<ReturnType<typeof evaluateChecks>>> {
  const wanted = checks.filter(({ id }) => ids === undefined || ids.includes(id))
  const orgs = (await listInventoryOrgs(parts.db)).filter((one) => org === undefined || one.org === org)
  const states = []
  for (const one of orgs) states.push(...(await evaluateChecks(parts, one, wanted)))
  return states
}
