import type { Action } from './action.ts'
import type { Card } from './card.ts'
import type { Connector } from './connector.ts'

/** Everything a flow can use, by id. */
export interface Catalog {
  readonly cards: ReadonlyMap<string, Card>
  readonly connectors: ReadonlyMap<string, Connector>
  readonly actions: ReadonlyMap<string, { action: Action; connector: Connector }>
}

/** Indexes declarations by id. Throws when two share one. */
export function createCatalog(parts: { cards: readonly Card[]; connectors: readonly Connector[] }): Catalog {
  const actions = parts.connectors.flatMap((connector) =>
    connector.actions.map((action) => ({ id: action.id, action, connector })),
  )
  return { cards: byId(parts.cards), connectors: byId(parts.connectors), actions: byId(actions) }
}

function byId<Item extends { id: string }>(items: readonly Item[]): Map<string, Item> {
  const index = new Map<string, Item>()
  for (const item of items) {
    if (index.has(item.id)) throw new Error(`Two declarations share the id "${item.id}"; ids must be unique.`)
    index.set(item.id, item)
  }
  return index
}
