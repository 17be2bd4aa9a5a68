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
  outputs: JsonObject
}

export interface CatalogIndex {
  cards: ReadonlyMap<string, CardInfo>
  /** Titles of events by id and by event type. */
  events: ReadonlyMap<string, { title: string; app: string }>
}

export const emptyCatalog: CatalogIndex = { cards: new Map(), events: new Map() }

/** Indexes the catalog once for all cards of a page. */
export function indexCatalog(source: Catalog): CatalogIndex {
  const cards = new Map<string, CardInfo>()
  const events = new Map<string, { title: string; app: string }>()
  for (const card of source.cards) {
    cards.set(card.id, toInfo(card, stripTexts.apps.function))
  }
  for (const connector of source.connectors) {
    for (const action of connector.actions) cards.set(action.id, toInfo(action, connector.title))
    for (const type of connector.eventTypes) {
      events.set(`${connector.id}.${type.id}`, { title: type.title, app: connector.title })
    }
    for (const event of connector.events) {
      events.set(event.id, { title: event.title, app: connector.title })
      for (const type of event.types)
        events.set(`${connector.id}.${type}`, { title: event.title, app: connector.title })
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
  return { title, description, app, inputs: propertiesOf(input), outputs: propertiesOf(output) }
}

function propertiesOf(schema: Record<string, Json>): JsonObject {
  const properties = schema['properties']
  return isObject(properties) ? properties : {}
}
