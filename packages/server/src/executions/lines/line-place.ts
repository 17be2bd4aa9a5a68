import { createHash } from 'node:crypto'
import type { Entry, Program } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import type { LinePlace } from '../../db/hot-store.ts'

/** What an execution starts with, as far as it decides about its line. */
export interface Joining {
  flowId: string
  program: Program
  trigger: Json
  /** The event that starts it. */
  about?: EventFacts
}

export interface EventFacts {
  /** Whom it is about; null where nobody knows. */
  subject: string | null
  /** Milliseconds since 1970, by the source's clock. */
  occurredAt: number
  /** Whether its connector says that the order of such events matters. */
  isOrdered: boolean
}

/** The place in line of a new execution; undefined where it waits for nobody. `at` is the time of its start. */
export function linePlaceOf(start: Joining, at: number): LinePlace | undefined {
  const { order } = start.program.flow
  if (order === undefined && start.about?.isOrdered !== true) return undefined
  if (order === 'unordered') return undefined
  const key = keyOf(start)
  if (key === undefined) return undefined
  const { atOnce = 1, queue } = order ?? {}
  return {
    key: `${start.flowId}:${key}`,
    order: start.about?.occurredAt ?? at,
    most: atOnce,
    ...(queue === undefined ? {} : { queue: { ...queue, entry: cancelledEntry(queue.most, at) } }),
  }
}

function keyOf({ program, trigger, about }: Joining): string | undefined {
  const { order } = program.flow
  const by = order === undefined || order === 'unordered' ? 'subject' : order.by
  if (by === 'flow') return 'all'
  if (by === 'subject') return shorten(about?.subject ?? null)
  try {
    return shorten(program.lineKey?.evaluate((root) => (root === 'trigger' ? trigger : undefined)) ?? null)
  } catch {
    // A value that cannot be read as what it should be is no reason to lose the event.
    return undefined
  }
}

const longestKey = 200

/** Two values share a line when their JSON is the same; empty ones stand alone. */
function shorten(value: Json): string | undefined {
  if (value === null || value === '') return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length <= longestKey ? text : createHash('sha256').update(text).digest('hex')
}

function cancelledEntry(most: number, at: number): string {
  const reason = `The line was full: the flow lets ${most} executions wait (order.queue).`
  return JSON.stringify({ type: 'cancelled', at, reason } satisfies Entry)
}
