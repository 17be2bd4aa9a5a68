import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { createCatalog } from '@keyway/sdk'
import { describeCatalog } from './describe-catalog.ts'

/** The catalog of this version of Keyway, without a running server. */
export function readCatalog(): ReturnType<typeof describeCatalog> {
  return describeCatalog(createCatalog({ cards, connectors }))
}
