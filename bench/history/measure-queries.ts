import { events, executions, type Call } from '@keyway/api'
import { toPercentiles } from '../statistics.ts'
import { busyAdmin, flowOf, personOf, typeOf, type HistoryShape } from './shape.ts'

/** How long a list takes, from the request to the parsed answer. */
export interface QueryFigures {
  query: string
  /** Rows of the answer. */
  rows: number
  p50: number
  p95: number
  max: number
  /** What all processes computed for one answer. */
  cpuMs: number
}

type ListQuery = (typeof executions.listExecutions)['query']['_zod']['input']
type Ask = (call: Call, at: number) => Promise<{ items: unknown[]; next: string | null }>

/** Lists as people ask for them, over the whole history. */
export async function measureQueries(
  call: Call,
  shape: HistoryShape,
  { repeats, now, readCpu }: { repeats: number; now: number; readCpu: () => number },
): Promise<QueryFigures[]> {
  const someone = (at: number) => personOf((at * 7919) % shape.people)
  const day = 86_400_000
  const listExecutions = (query: Partial<ListQuery>) =>
    call(executions.listExecutions, { query: { limit: 50, ...query } })
  const queries: Record<string, Ask> = {
    'executions, newest': () => listExecutions({}),
    'executions of a flow': (_, at) => listExecutions({ flowId: flowOf(at % shape.flows) }),
    'executions that failed': () => listExecutions({ status: 'failed' }),
    'executions of a flow that failed': (_, at) =>
      listExecutions({ flowId: flowOf(at % shape.flows), status: 'failed' }),
    'executions of some hours long ago': (_, at) =>
      listExecutions({ from: now - (at + 10) * day, to: now - (at + 10) * day + 3_600_000 }),
    'executions about a person': (_, at) => listExecutions({ who: someone(at).login }),
    'executions about a person that failed': (_, at) =>
      listExecutions({ who: someone(at).login, status: 'failed' }),
    'executions about a person, one flow': (_, at) =>
      listExecutions({ who: someone(at).login, flowId: flowOf(at % shape.flows) }),
    'executions about the busiest account': () => listExecutions({ who: busyAdmin.login }),
    'executions about the busiest account that failed': () =>
      listExecutions({ who: busyAdmin.login, status: 'failed' }),
    'executions about nobody known': (_, at) => listExecutions({ who: `stranger-${at}@acme.test` }),
    'events, newest': (to) => to(events.listEvents, { query: { limit: 50 } }),
    'events of a type': (to, at) =>
      to(events.listEvents, { query: { limit: 50, type: typeOf(at % shape.types) } }),
    'events by the beginning of the type': (to) =>
      to(events.listEvents, { query: { limit: 50, type: 'user.lifecycle.*' } }),
    'events about a person': (to, at) =>
      to(events.listEvents, { query: { limit: 50, who: someone(at).login } }),
    'events about a person, one type': (to, at) =>
      to(events.listEvents, { query: { limit: 50, who: someone(at).login, type: typeOf(at % shape.types) } }),
    'events by the busiest account': (to) =>
      to(events.listEvents, { query: { limit: 50, actor: busyAdmin.login } }),
    'events about nobody known': (to, at) =>
      to(events.listEvents, { query: { limit: 50, who: `stranger-${at}@acme.test` } }),
  }
  const figures: QueryFigures[] = []
  for (const [query, run] of Object.entries(queries)) {
    const samples: number[] = []
    let rows = 0
    const cpuBefore = readCpu()
    // The first answer finds caches cold, as after a quiet night; it counts like the others.
    for (let at = 0; at < repeats; at += 1) {
      const begun = performance.now()
      rows = (await run(call, at)).items.length
      samples.push(performance.now() - begun)
    }
    const sorted = samples.toSorted((a, b) => a - b)
    const { p50 } = toPercentiles(samples)
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
    figures.push({ query, rows, p50, p95, max: sorted.at(-1) ?? 0, cpuMs: (readCpu() - cpuBefore) / repeats })
  }
  return figures
}
