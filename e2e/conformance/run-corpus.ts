import type { CorpusFlow } from './bring-in.ts'
import type { Ending } from './classify.ts'
import { deliverEvents } from './events.ts'
import { readExecutions, untilIdle, type Ended } from './read-runs.ts'
import { startRuns, type Stage } from './start-runs.ts'
import type { Variety } from './values.ts'

/** An execution of a flow of the corpus. */
export interface Run extends Ended {
  flow: CorpusFlow
  /** How it was started; `child` by another flow. */
  start: Variety | 'event' | 'child'
}

/** Executes every one of these flows, and waits until all is at rest. Answers every execution, helpers included. */
export async function runCorpus(stage: Stage, flows: readonly CorpusFlow[]): Promise<Run[]> {
  const { world, wishBook, rows } = stage
  const from = Date.now()
  const varieties = new Map<string, Variety>()
  for (const flow of flows) {
    for (const [id, variety] of await startRuns(stage, flow)) varieties.set(id, variety)
  }
  await rows.fill()
  await deliverEvents(
    world,
    wishBook,
    flows.map(({ document }) => document),
  )
  // Events about one person are worked off one after the other.
  await untilIdle(world.call, 120_000)
  const byId = new Map(stage.flows.map((flow) => [flow.detail.id, flow]))
  const runs: Run[] = []
  for (const { execution, ending } of await readExecutions(world.call, from)) {
    const flow = byId.get(execution.flowId)
    if (flow === undefined) continue
    const isChild = execution.parentId !== null
    const variety = varieties.get(execution.id) ?? varieties.get(execution.parentId ?? '')
    runs.push({ flow, execution, ending, start: variety ?? (isChild ? 'child' : 'event') })
  }
  return runs
}

/** How often each ending came, by how the executions were started. */
export function countEndings(runs: readonly Run[]): Record<string, Partial<Record<Ending, number>>> {
  const counts: Record<string, Partial<Record<Ending, number>>> = {}
  for (const { start, ending } of runs) {
    const row = (counts[start] ??= {})
    row[ending] = (row[ending] ?? 0) + 1
  }
  return counts
}
