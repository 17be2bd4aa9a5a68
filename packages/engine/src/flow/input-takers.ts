import { isJsonObject, type Json } from '@keyway/sdk'
import { parseReference } from '../mapping/reference.ts'
import type { Flow, Value } from './document.ts'
import { walkSteps } from './walk.ts'

/** A step that takes an input of the flow as it is: what its field may be, the input may be. */
export interface InputTaker {
  /** Key of the flow's input. */
  input: string
  /** The action or card, and its field. */
  use: string
  field: string
  /** Name of the connection in the flow; undefined for steps without one. */
  connection: string | undefined
  /** All inputs of the step. */
  with: Readonly<Record<string, Value>>
}

/** Where the inputs of a flow go unchanged, or as one item of a list, in document order. */
export function findInputTakers(flow: Flow): InputTaker[] {
  return [...walkSteps(flow.steps)].flatMap((step) => {
    const used = 'use' in step ? step : 'stream' in step ? step.stream : undefined
    if (used === undefined) return []
    const { use, connection, with: given = {} } = used
    return Object.entries(given).flatMap(([field, value]) =>
      (Array.isArray(value) ? value : [value]).flatMap((one): InputTaker[] => {
        const input = inputOf(one)
        return input === undefined ? [] : [{ input, use, field, connection, with: given }]
      }),
    )
  })
}

/** The flow's input that a value stands for, if it is nothing else. */
function inputOf(value: Json): string | undefined {
  const [, written] = typeof value === 'string' ? (/^\{\{([^{}]*)\}\}$/.exec(value.trim()) ?? []) : []
  const path = written ?? (isJsonObject(value) && typeof value['ref'] === 'string' ? value['ref'] : undefined)
  if (path === undefined) return undefined
  const { root, segments } = parseReference(path)
  const [only, another] = segments
  return root === 'trigger' && only?.kind === 'key' && another === undefined ? only.key : undefined
}
