import { events, executions, type AnswerOf, type Call } from '@keyway/api'
import type { ChaosWorld } from './chaos-world.ts'
import { eventTypes, poisonError } from './flows.ts'
import type { Written } from './stand-in.ts'

/** What was found in the history, added up over all rounds. */
export interface Tally {
  events: number
  executions: number
  succeeded: number
  /** Were in doubt, and a person said what had happened. */
  inDoubt: number
  /** Ended with an error that says that the other system could not be reached. */
  unreachable: number
  poisoned: number
  writes: number
}

export interface Oracle {
  tally: Tally
  /** Notes that the execution of an event was reported in doubt. */
  reportInDoubt: (uuid: string) => void
  /** Looks at everything that came since the last time. Answers what should not be. */
  check: (acknowledged: Iterable<string>) => Promise<string[]>
}

type Ended = Pick<Listed, 'id' | 'status'> & { errorCode: string | null }
type Listed = AnswerOf<typeof executions.listExecutions>['items'][number]

/** Judges by what was acknowledged and by the stand-in's own record, whatever Keyway believes. */
export function createOracle({ nodes, standIn }: Pick<ChaosWorld, 'nodes' | 'standIn'>): Oracle {
  const tally: Tally = {
    events: 0,
    executions: 0,
    succeeded: 0,
    inDoubt: 0,
    unreachable: 0,
    poisoned: 0,
    writes: 0,
  }
  const checkedEvents = new Map<string, { uuid: string; type: string }>()
  const checkedExecutions = new Set<string>()
  const byUuid = new Map<string, string[]>()
  const doubted = new Set<string>()
  const call: Call = (...args) => {
    const [node] = nodes
    if (node === undefined) throw new Error('Expected a Keyway.')
    return node.member.call(...args)
  }

  async function check(acknowledged: Iterable<string>): Promise<string[]> {
    const problems: string[] = []
    const fresh = await newEvents(call, checkedEvents)
    for (const [id, event] of fresh) {
      checkedEvents.set(id, event)
      const known = byUuid.get(event.uuid)
      if (known !== undefined) problems.push(`event ${event.uuid} is stored twice`)
      byUuid.set(event.uuid, known ?? [])
      tally.events += 1
    }
    for (const execution of await newExecutions(call, checkedExecutions)) {
      checkedExecutions.add(execution.id)
      tally.executions += 1
      const event = checkedEvents.get(execution.eventId ?? '')
      if (event === undefined) problems.push(`execution ${execution.id} belongs to no event`)
      else {
        byUuid.get(event.uuid)?.push(execution.id)
        problems.push(...judge(await withError(call, execution), event))
      }
    }
    for (const { uuid } of fresh.values()) {
      const count = byUuid.get(uuid)?.length ?? 0
      if (count !== 1) problems.push(`event ${uuid} has ${count} executions`)
    }
    for (const uuid of acknowledged) {
      if (!byUuid.has(uuid)) problems.push(`event ${uuid} was acknowledged and is not stored`)
    }
    problems.push(...judgeOrder(standIn.writes.slice(tally.writes)))
    tally.writes = standIn.writes.length
    return problems
  }

  function judge(execution: Ended, { uuid, type }: { uuid: string; type: string }): string[] {
    const { id, status, errorCode } = execution
    if (type === eventTypes.poison) {
      tally.poisoned += 1
      const isRight = status === 'failed' && errorCode === poisonError
      return isRight ? [] : [`poisoned execution ${id} is ${status} with ${errorCode}`]
    }
    const times = standIn.timesWritten(uuid)
    if (doubted.has(uuid)) tally.inDoubt += 1
    if (status === 'succeeded') {
      tally.succeeded += 1
      return times === 1 ? [] : [`execution ${id} succeeded, and ${uuid} was written ${times} times`]
    }
    if (status === 'failed' && errorCode === 'unreachable') {
      tally.unreachable += 1
      return times <= 1 ? [] : [`execution ${id} failed, and ${uuid} was written ${times} times`]
    }
    return [`execution ${id} of ${uuid} is ${status} with ${errorCode}, and was written ${times} times`]
  }

  return {
    tally,
    reportInDoubt: (uuid) => void doubted.add(uuid),
    check,
  }
}

/** What happened to one subject was written in the order in which it happened. */
export function judgeOrder(writes: readonly Written[]): string[] {
  const latest = new Map<string, number>()
  const problems: string[] = []
  for (const { subject, number } of writes) {
    const before = latest.get(subject) ?? 0
    if (number <= before) problems.push(`${subject}: ${number} was written after ${before}`)
    latest.set(subject, Math.max(before, number))
  }
  return problems
}

async function withError(call: Call, { id, status }: Listed): Promise<Ended> {
  if (status === 'succeeded') return { id, status, errorCode: null }
  const { error } = await call(executions.getExecution, { params: { executionId: id } })
  return { id, status, errorCode: error?.code ?? null }
}

async function newEvents(
  call: Call,
  known: ReadonlyMap<string, unknown>,
): Promise<Map<string, { uuid: string; type: string }>> {
  const found = new Map<string, { uuid: string; type: string }>()
  let cursor: string | undefined
  do {
    const page: AnswerOf<typeof events.listEvents> = await call(events.listEvents, {
      query: { limit: 200, cursor },
    })
    const fresh = page.items.filter(({ id }) => !known.has(id))
    for (const { id, type, payload } of await Promise.all(
      fresh.map(({ id: eventId }) => call(events.getEvent, { params: { eventId } })),
    )) {
      found.set(id, { uuid: uuidOf(payload), type })
    }
    // Newest first: behind a page of known ones nothing is new.
    cursor = fresh.length === 0 ? undefined : (page.next ?? undefined)
  } while (cursor !== undefined)
  return found
}

async function newExecutions(call: Call, known: ReadonlySet<string>): Promise<Listed[]> {
  const found: Listed[] = []
  let cursor: string | undefined
  do {
    const page: AnswerOf<typeof executions.listExecutions> = await call(executions.listExecutions, {
      query: { limit: 200, cursor },
    })
    const fresh = page.items.filter(({ id }) => !known.has(id))
    found.push(...fresh)
    cursor = fresh.length === 0 ? undefined : (page.next ?? undefined)
  } while (cursor !== undefined)
  return found
}

export function uuidOf(payload: unknown): string {
  const uuid = typeof payload === 'object' && payload !== null && 'uuid' in payload ? payload.uuid : undefined
  return String(uuid)
}
