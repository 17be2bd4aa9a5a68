import { setTimeout } from 'node:timers/promises'
import { executions, flows, type AnswerOf, type Call } from '@keyway/api'

export type Flow = AnswerOf<typeof flows.getFlow>['draft']
export type Step = Flow['steps'][number]

/** A flow that a person starts, published and on. Returns its id. */
export async function prepareManualFlow(
  call: Call,
  {
    name,
    steps,
    bindings,
    ...settings
  }: {
    name: string
    steps: Step[]
    /** Connections by the name the flow gives them. */
    bindings?: Readonly<Record<string, string>>
  } & Pick<Flow, 'limits' | 'priority'>,
): Promise<string> {
  const document: Flow = {
    keyway: 1,
    name,
    trigger: { manual: true },
    ...settings,
    steps,
  }
  const { id: flowId } = await call(flows.createFlow, { body: { document } })
  if (bindings !== undefined) await call(flows.bindConnections, { params: { flowId }, body: { bindings } })
  await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
  return flowId
}

/** Starts a flow as a person does. Returns the id of the execution. */
export async function startFlow(call: Call, flowId: string): Promise<string> {
  const { executionId } = await call(flows.runFlow, { params: { flowId }, body: { input: {} } })
  return executionId
}

export type Listed = AnswerOf<typeof executions.listExecutions>['items'][number]

const patienceMs = 600_000

/** Waits until the newest execution of a flow stands at rest, without asking for its history, which would be work. */
export async function waitForRest(
  call: Call,
  flowId: string,
  statuses: readonly Listed['status'][] = ['succeeded'],
): Promise<Listed> {
  const until = performance.now() + patienceMs
  for (;;) {
    const { items } = await call(executions.listExecutions, { query: { flowId, limit: 1 } })
    const [newest] = items
    if (newest !== undefined && statuses.includes(newest.status)) return newest
    if (newest?.status === 'failed' || newest?.status === 'in_doubt') {
      throw new Error(`The execution of "${newest.flowName}" ${newest.status}: ${newest.errorMessage ?? ''}`)
    }
    if (performance.now() > until) throw new Error(`An execution was not over after ${patienceMs / 1000} s.`)
    await setTimeout(50)
  }
}

/** From its start to its end by the server's own clock; milliseconds. */
export function tookMs({ startedAt, finishedAt }: Listed): number {
  if (startedAt === null || finishedAt === null) throw new Error('Expected an execution that is over.')
  return Math.max(1, finishedAt - startedAt)
}
