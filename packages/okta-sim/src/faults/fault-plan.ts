import type { CallFault, Fault, LogFault } from './fault.ts'
import { isLogFault } from './fault.ts'
import type { Random } from './random.ts'

/** The faults that are set, and how often each was met. Faults may be added and taken away while the org runs. */
export type FaultPlan = {
  /** Adds a fault; the returned function takes it away again. */
  add(fault: Fault): () => void
  clear(): void
  /** The faults that hit this call, in the order in which they were added. */
  onCall(call: { method: string; path: string }): CallFault[]
  onEvent(eventType: string): LogFault[]
}

export function createFaultPlan(random: Random, faults: readonly Fault[] = []): FaultPlan {
  const planned = new Set<{ fault: Fault; seen: number; hits: number }>()
  const add = (fault: Fault) => {
    const entry = { fault, seen: 0, hits: 0 }
    planned.add(entry)
    return () => void planned.delete(entry)
  }
  for (const fault of faults) add(fault)

  /** Counts what the fault could hit and draws whether it does. */
  function hits(concerns: (fault: Fault) => boolean): Fault[] {
    return [...planned].flatMap((entry) => {
      const { fault } = entry
      if (!concerns(fault)) return []
      entry.seen += 1
      if (entry.seen <= (fault.after ?? 0) || entry.hits >= (fault.times ?? Infinity)) return []
      if (random() >= (fault.probability ?? 1)) return []
      entry.hits += 1
      return [fault]
    })
  }

  return {
    add,
    clear: () => planned.clear(),
    onCall: ({ method, path }) =>
      hits((fault) => {
        if (isLogFault(fault)) return false
        return path.startsWith(fault.path ?? '') && (fault.method ?? method).toUpperCase() === method
      }).filter((fault) => !isLogFault(fault)),
    onEvent: (eventType) =>
      hits((fault) => isLogFault(fault) && eventType.startsWith(fault.eventType ?? '')).filter(isLogFault),
  }
}
