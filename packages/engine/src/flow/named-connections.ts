import type { Catalog } from '@keyway/sdk'
import type { Flow } from './document.ts'
import { walkSteps } from './walk.ts'

/** A connection name that a flow uses, and the connector it must be an account of. */
export interface NamedConnection {
  name: string
  connector: string
}

/** The connections a flow names, each once, in document order. */
export function namedConnections(flow: Flow, catalog: Catalog): NamedConnection[] {
  const found = new Map<string, NamedConnection>()
  const note = (name: string | undefined, connector: string | undefined): void => {
    if (name !== undefined && connector !== undefined && !found.has(name))
      found.set(name, { name, connector })
  }
  if ('event' in flow.trigger) note(flow.trigger.connection, flow.trigger.event.split('.')[0])
  for (const step of walkSteps(flow.steps)) {
    const action = 'use' in step ? step : 'stream' in step ? step.stream : undefined
    if (action !== undefined) note(action.connection, catalog.actions.get(action.use)?.connector.id)
  }
  return [...found.values()]
}
