import {
  parseReference,
  type CallStep,
  type FailStep,
  type Step,
  type TryStep,
  type Value,
} from '@keyway/engine'
import { formatPath } from '../../reference.ts'
import { deferExtras } from '../deferred.ts'
import { canonical } from '../find-source.ts'
import { setInput } from '../inputs.ts'
import type { FlowWriter, WriteScope } from '../scope.ts'
import { readPath, readRef } from '../values.ts'

/** A `try` that stands for the error policy of one card. */
export interface Guard {
  id: string
  steps: Step[]
  /** Which step each output comes from. */
  outputs: ReadonlyMap<string, string>
  /** The helper that runs with the error ("Run another flow"). */
  call: CallStep | undefined
  /** What the flow fails with ("Return values"); nothing where it fails with the error itself. */
  values: Record<string, Value>
}

/** Recognises what the reader makes of an error policy; undefined for an If Error of the author. */
export function guardOf(flow: FlowWriter, step: TryStep): Guard | undefined {
  const { id } = step
  if (step.title !== undefined || id === undefined || /^step\d*$/.test(id)) return undefined
  const handler = deferExtras(flow, step.catch)
  const fail = handler.at(-1)
  const call = handler.length === 2 ? handler[0] : undefined
  if (handler.length > 2 || fail === undefined || !('fail' in fail)) return undefined
  if (call !== undefined && (!('call' in call) || call.id !== undefined)) return undefined
  const values = failValues(fail, id)
  if (values === undefined || (call === undefined) === 'from' in fail.fail) return undefined
  const last = step.try.at(-1)
  const end = last !== undefined && 'return' in last && last.from === id ? last : undefined
  const outputs = new Map<string, string>()
  for (const [key, value] of Object.entries(end?.return ?? {})) {
    const ref = readRef(value)?.ref
    const path = ref === undefined ? undefined : readPath(parseReference(ref))
    const [root] = path ?? []
    if (path?.length !== 2 || path[1] !== key || typeof root !== 'string') return undefined
    outputs.set(key, root)
  }
  const steps = end === undefined ? step.try : step.try.slice(0, -1)
  return isOneCard(flow, steps) ? { id, steps, outputs, call, values } : undefined
}

function isOneCard(flow: FlowWriter, steps: readonly Step[]): boolean {
  const own = deferExtras(flow, steps)
  const [only] = own
  if (only === undefined || 'note' in only || 'if' in only) return false
  return own.length === 1
}

/** Writes the card with its policy. */
export function writeGuarded(scope: WriteScope, { id, steps, outputs, call, values }: Guard): void {
  scope.flow.write(scope, steps)
  scope.flow.guards.set(id, outputs)
  const card = scope.last
  if (card === undefined) return
  for (const [key, value] of Object.entries(call?.with ?? values)) {
    if (isError(value, call === undefined ? [id, 'error', key] : [id, 'error'])) continue
    setInput(scope, card, { key, isCustom: true, isError: true, value })
  }
  const helper = call === undefined ? undefined : scope.flow.file.findFlow(call.call)
  card.policy = {
    ...card.policy,
    ...(call === undefined ? { type: 'return' } : { type: 'flo', flo: helper }),
  }
}

/** What a handler fails with; undefined if it is no error policy's. */
function failValues({ fail, when }: FailStep, id: string): Record<string, Value> | undefined {
  if (when !== undefined) return undefined
  if ('from' in fail) return fail.from === id ? {} : undefined
  const { message, statusCode, details = {} } = fail
  return isError(statusCode, [id, 'error', 'statusCode']) ? { message, ...details } : undefined
}

function isError(value: Value | undefined, path: readonly string[]): boolean {
  return value !== undefined && canonical(value) === canonical({ ref: formatPath(path) })
}
