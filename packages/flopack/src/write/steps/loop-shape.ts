import type { CallStep, Step } from '@keyway/engine'
import { deferExtras } from '../deferred.ts'
import type { FlowWriter } from '../scope.ts'

/** The one call a loop makes, if that is all it does. */
export function onlyCall(flow: FlowWriter, steps: readonly Step[]): CallStep | undefined {
  const [only, ...rest] = deferExtras(flow, steps)
  const isCall = only !== undefined && rest.length === 0 && 'call' in only && only.async !== true
  return isCall ? only : undefined
}
