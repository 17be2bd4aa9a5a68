import type { catalog } from '@keyway/api'
import type { Json, JsonObject, z } from '@keyway/sdk'
import { stripTexts } from '../texts/strip.ts'
import { isObject } from '../values/kind.ts'

export type Catalog = z.output<typeof catalog.catalogShape>

/** What the strip needs to know of a card or action. */
export interface CardInfo {
  title: string
  description: string
  /** Connector title, or "Function". */
  app: string
  inputs: JsonObject
  /** Keys of the inputs that have to be filled. */
  required: readonly string[]
  outputs: JsonObject
}

/** What an event offers to the steps, where it has a name of its own. */
export interface EventInfo {
  title: string
  app: string
  fields: readonly EventValue[]
}

type EventValue = Catalog['connectors'][number]['events'][number]['fields'][number]

export interface CatalogIndex {
  cards: ReadonlyMap<string, CardInfo>
  /** Titles of events by id and by event type. */
  events: ReadonlyMap<string, EventInfo>
}

export const emptyCatalog: CatalogIndex = { cards: new Map(), events: new Map() }

/** Indexes the catalog once for all cards of a page. */
export function indexCatalog(source: Catalog): CatalogIndex {
  const cards = new Map<string, CardInfo>()
  const events = new Map<string, EventInfo>()
  for (const card of source.cards) {
    cards.set(card.id, toInfo(card, stripTexts.apps.function))
  }
  for (const connector of source.connectors) {
    for (const action of connector.actions) cards.set(action.id, toInfo(action, connector.title))
    for (const type of connector.eventTypes) {
      events.set(`${connector.id}.${type.id}`, { title: type.title, app: connector.title, fields: [] })
    }
    for (const event of connector.events) {
      const info = { title: event.title, app: connector.title, fields: event.fields }
      events.set(event.id, info)
      for (const type of event.types) events.set(`${connector.id}.${type}`, info)
    }
  }
  return { cards, events }
}

interface Described {
  title: string
  description: string
  input: Record<string, Json>
  output: Record<string, Json>
}

function toInfo({ title, description, input, output }: Described, app: string): CardInfo {
  const required = Array.isArray(input['required'])
    ? input['required'].filter((key) => typeof key === 'string')
    : []
  return { title, description, app, inputs: propertiesOf(input), required, outputs: propertiesOf(output) }
}

function propertiesOf(schema: Record<string, Json>): JsonObject {
  const properties = schema['properties']
  return isObject(properties) ? properties : {}
}
