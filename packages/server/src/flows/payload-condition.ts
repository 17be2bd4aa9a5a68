import { compileCondition, type Condition } from '@keyway/engine'
import type { Json } from '@keyway/sdk'

/** Whether the payload of an event is one that a trigger's condition takes. */
export type PayloadCondition = (payload: Json) => boolean

/** The condition of a trigger, compiled once; without one, every payload is taken. */
export function compilePayloadCondition(when: Condition | undefined): PayloadCondition {
  if (when === undefined) return () => true
  const condition = compileCondition(when)
  return (payload) => condition.test((root) => (root === 'trigger' ? payload : undefined))
}
