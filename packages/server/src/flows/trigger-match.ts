import type { Catalog, Json } from '@keyway/sdk'
import { compileCondition, readTriggerEvent, type Condition, type Flow } from '@keyway/engine'

/** Whether a trigger takes an event. */
export type TriggerMatch = (event: { source: string; type: string; payload: Json }) => boolean

/** The trigger of a flow as a question to events that are stored. Triggers that leave no event take none. */
export function compileTriggerMatch({ name, trigger }: Flow, catalog: Catalog): TriggerMatch {
  if ('event' in trigger) {
    const { source, types } = readTriggerEvent(catalog, trigger.event)
    const takes = conditionOf(trigger.when)
    return (event) =>
      event.source === source && (types.length === 0 || types.includes(event.type)) && takes(event.payload)
  }
  if ('source' in trigger) {
    const { source, type } = trigger
    const takes = conditionOf(trigger.when)
    return (event) =>
      event.source === source && (type === undefined || event.type === type) && takes(event.payload)
  }
  // Calls of an endpoint and occurrences of a schedule are stored under the name of their flow.
  const own = 'endpoint' in trigger ? 'endpoint' : 'schedule' in trigger ? 'schedule' : undefined
  return (event) => own !== undefined && event.source === own && event.type === name
}

function conditionOf(when: Condition | undefined): (payload: Json) => boolean {
  if (when === undefined) return () => true
  const condition = compileCondition(when)
  return (payload) => condition.test((root) => (root === 'trigger' ? payload : undefined))
}
