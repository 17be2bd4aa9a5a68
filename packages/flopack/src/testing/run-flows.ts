import { createCatalog, type Json, type JsonObject } from '@keyway/sdk'
import { cards } from '@keyway/cards'
import { advance, compileFlow, type Command, type Entry, type Flow, type State } from '@keyway/engine'

/** A flow by the id that others call it by. */
export interface RunnableFlow {
  id: string
  document: Flow
}

const catalog = createCatalog({ cards, connectors: [] })

/** Runs the first of these flows, which touch nothing outside, and gives what it returns, or the message it fails with. */
export function runFlows(flows: readonly RunnableFlow[], trigger: JsonObject): Json {
  const [first] = flows
  if (first === undefined) throw new Error('There is no flow to run.')
  return runFlow(flows, first, { type: 'started', at: 0, executionId: 'outer', seed: 's', trigger })
}

function runFlow(flows: readonly RunnableFlow[], { id, document }: RunnableFlow, started: Entry): Json {
  const { program, problems } = compileFlow(document, catalog)
  const error = problems.find(({ severity }) => severity === 'error')
  if (error !== undefined) throw new Error(`${document.name}, ${error.step ?? 'trigger'}: ${error.message}`)
  const open: Command[] = []
  let state: State | null = null
  let entry = started
  for (;;) {
    const advanced = advance(program, state, entry)
    state = advanced.state
    if (state.result !== null) {
      const { result } = state
      return result.status === 'succeeded'
        ? result.output
        : { failed: result.status === 'failed' ? result.error.message : '' }
    }
    open.push(...advanced.commands)
    const command = open.shift()
    if (command?.type !== 'start_child')
      throw new Error(`A test flow only calls helpers; found ${command?.type}.`)
    const helper = flows.find((flow) => flow.id === command.flow || flow.document.name === command.flow)
    if (helper === undefined) throw new Error(`There is no flow ${command.flow}.`)
    const caller = { flow: id, execution: 'outer', step: command.step, index: command.index, depth: 1 }
    const output = runFlow(flows, helper, {
      ...started,
      type: 'started',
      executionId: 'inner',
      seed: 's',
      trigger: command.input,
      caller,
    })
    entry = { type: 'child_finished', at: 0, command: command.id, result: toResult(output) }
  }
}

type Finished = Extract<Entry, { type: 'child_finished' }>['result']

function toResult(output: Json): Finished {
  if (output !== null && typeof output === 'object' && !Array.isArray(output)) {
    if (typeof output['failed'] === 'string') {
      return { status: 'failed', error: { code: 'flow_failed', message: output['failed'], retry: 'never' } }
    }
    return { status: 'succeeded', output }
  }
  return { status: 'succeeded', output: null }
}
