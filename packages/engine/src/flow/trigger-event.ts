import type { Catalog, Connector, EventDeclaration } from '@keyway/sdk'

/** What a trigger's `event` stands for. */
export interface TriggerEvent {
  /** Id of the connector. */
  source: string
  /** Types as the other side names them; empty stands for every type. */
  types: readonly string[]
  /** What arrives: of the event itself, of the one that stands for the same type, or of any event of the connector. */
  declaration: EventDeclaration | undefined
}

/**
 * Reads the `event` of a trigger: the id of a declared event (`okta.user_created`), or the connector's id and a type as the
 * other side names it (`okta.user.lifecycle.create`).
 */
export function readTriggerEvent({ connectors }: Catalog, event: string): TriggerEvent {
  const source = event.split('.')[0] ?? ''
  const events = connectors.get(source)?.events ?? []
  const declared = events.find(({ id }) => id === event)
  if (declared !== undefined) return { source, types: declared.types, declaration: declared }
  const type = event.slice(source.length + 1)
  const declaration =
    events.find(({ types }) => types.includes(type)) ?? events.find(({ types }) => types.length === 0)
  return { source, types: [type], declaration }
}

/** Types of a trigger's event that the connector's catalogue does not have. Without a catalogue nothing is unknown. */
export function unknownTypes(
  { eventTypes }: Pick<Connector, 'eventTypes'>,
  { types }: TriggerEvent,
): readonly string[] {
  return eventTypes.length === 0 ? [] : types.filter((type) => eventTypes.every(({ id }) => id !== type))
}
