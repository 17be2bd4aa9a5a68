import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { createCatalog } from '@keyway/sdk'
import { describeCatalog } from './describe-catalog.ts'
import { searchEvents } from './search-events.ts'

/** The catalog of this version of Keyway, without a running server. */
export function readCatalog(): ReturnType<typeof describeCatalog> {
  return describeCatalog(createCatalog({ cards, connectors }))
}

/** Every event of this version that can start flows and has these words, without a running server. */
export function findEvents(search: string): ReturnType<typeof searchEvents> {
  return searchEvents(createCatalog({ cards, connectors }), { search, limit: Number.POSITIVE_INFINITY })
}
