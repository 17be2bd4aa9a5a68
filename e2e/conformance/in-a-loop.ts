import { flows } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import type { JsonObject } from '@keyway/sdk'
import type { CorpusFlow } from './bring-in.ts'
import type { World } from './world.ts'

/** Whether a helper asks for its place in the loop that calls it, which it has nowhere else. */
export function needsLoop({ trigger, steps }: Flow): boolean {
  return 'helper' in trigger && JSON.stringify(steps).includes('execution.caller.index')
}

/** Makes a flow that calls a helper from a loop with what it is called with itself. Answers its id. */
export async function wrapInLoop({ call }: World, { detail }: CorpusFlow): Promise<string> {
  const { trigger } = detail.published ?? detail.draft
  const keys = 'inputs' in trigger ? (trigger.inputs ?? []).map(({ key }) => key) : []
  const input: JsonObject = Object.fromEntries(
    keys.map((key) => [key, { ref: `trigger[${JSON.stringify(key)}]` }]),
  )
  const { id } = await call(flows.createFlow, {
    body: {
      document: {
        keyway: 1,
        name: `Loop: ${detail.name}`.slice(0, 300),
        trigger: { manual: true },
        steps: [{ id: 'loop', repeat: 1, do: [{ id: 'turn', call: detail.id, with: input }] }],
      },
    },
  })
  await call(flows.publishFlow, { params: { flowId: id } })
  return id
}
