import type { Priority, StartedEntry } from '@keyway/engine'
import type { ExecutionMode } from '../db/schema.ts'

/** What of an execution decides how urgent its requests are. */
export interface PriorityParts {
  /** What its flow says. */
  declared: Priority | undefined
  started: Pick<StartedEntry, 'caller'>
  mode: ExecutionMode
  /** Number of the command, from 1. */
  command: number
}

/** So many steps somebody waits for; what goes on longer is bulk, whoever started it. */
const mostWaitedFor = 200

/** Whose requests go first while the other side's budget is scarce. */
export function priorityOf({ declared, started, mode, command }: PriorityParts): Priority {
  if (declared !== undefined) return declared
  const isWaitedFor = mode === 'manual' || mode === 'endpoint'
  const begun = started.caller?.priority ?? (isWaitedFor ? 'interactive' : 'bulk')
  return begun === 'interactive' && command > mostWaitedFor ? 'bulk' : begun
}

/** The same for an action. One that stops harm goes first, unless a timetable or the flow says that it can wait. */
export function priorityOfAction(action: { urgent?: true }, parts: PriorityParts): Priority {
  const isUrgent = action.urgent === true && parts.declared === undefined && parts.mode !== 'schedule'
  return isUrgent ? 'incident' : priorityOf(parts)
}
