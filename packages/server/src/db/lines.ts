import type { Batch, LinePlace, NewExecution } from './hot-store.ts'

/**
 * A line: executions of a flow that must not run beside each other. An execution has its turn from when it may run until
 * it is over, also while it waits for something else; the others wait, earliest first. Every change of a line happens in
 * the transaction of what causes it, so the counts are always those of the executions.
 */
export interface Line {
  /** Executions that have their turn and are not over. */
  running: number
  waiting: number
  /** How many may have their turn at once. */
  most: number
}

/** What a batch does to the lines it touches. */
export interface LinePlan {
  /** New executions that have to wait. */
  wait: string[]
  /** New executions that are cancelled, because the queue is full. */
  refuse: { id: string; entry: string }[]
  /** How many of the waiting ones, earliest first, get their turn. */
  promote: Map<string, number>
  /** How many of the waiting ones, earliest first, are cancelled to make room, and the entry that says why. */
  cancelOldest: Map<string, { count: number; entry: string }>
  lines: Map<string, Line>
}

type Joining = NewExecution & { line: LinePlace }

export function joinsLine(execution: NewExecution): execution is Joining {
  return execution.line !== undefined
}

/** Executions that a batch writes entries of, behind their first: new ones announce their writes so. */
export function announcedIn({ entries }: Batch): ReadonlySet<string> {
  return new Set(entries.map(({ executionId }) => executionId))
}

/** Keys of all lines that a batch may touch, sorted: everybody locks them in the same order. */
export function linesOf({ executions, updates }: Batch): { key: string; most: number | null }[] {
  const most = new Map<string, number | null>()
  for (const { line } of updates) if (line !== undefined) most.set(line, null)
  for (const { line } of executions) if (line !== undefined) most.set(line.key, line.most)
  return [...most]
    .map(([key, value]) => ({ key, most: value }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

/**
 * Decides who of a batch runs and who waits. What ends makes room first, for those who wait already; then new ones join,
 * by the time of their events.
 *
 * @param before The lines as they stand, with `most` as the newest version of the flow has it.
 * @param joining New executions that were really created.
 * @param leaving Lines of executions that end, one mention for each.
 */
export function planLines(
  before: ReadonlyMap<string, Line>,
  joining: readonly Joining[],
  leaving: readonly string[],
): LinePlan {
  const lines = new Map([...before].map(([key, line]) => [key, { ...line }]))
  const plan: LinePlan = { wait: [], refuse: [], promote: new Map(), cancelOldest: new Map(), lines }
  for (const key of leaving) {
    const line = lineAt(lines, key)
    line.running = Math.max(0, line.running - 1)
  }
  for (const [key, line] of lines) {
    const count = Math.min(line.waiting, Math.max(0, line.most - line.running))
    if (count === 0) continue
    plan.promote.set(key, count)
    line.running += count
    line.waiting -= count
  }
  for (const execution of joining.toSorted((a, b) => a.line.order - b.line.order)) join(plan, execution)
  return plan
}

function join(plan: LinePlan, { id, line: place }: Joining): void {
  const line = lineAt(plan.lines, place.key)
  if (line.waiting === 0 && line.running < line.most) {
    line.running += 1
    return
  }
  const { queue } = place
  if (queue !== undefined && line.waiting >= queue.most) {
    // With no place at all to wait in, the newest is the only one there is to cancel.
    if (queue.whenFull === 'cancel newest' || queue.most === 0) {
      plan.refuse.push({ id, entry: queue.entry })
      return
    }
    const count = (plan.cancelOldest.get(place.key)?.count ?? 0) + 1
    plan.cancelOldest.set(place.key, { count, entry: queue.entry })
    line.waiting -= 1
  }
  line.waiting += 1
  plan.wait.push(id)
}

function lineAt(lines: ReadonlyMap<string, Line>, key: string): Line {
  const line = lines.get(key)
  if (line === undefined) throw new Error(`The line ${key} was not locked by its batch.`)
  return line
}
