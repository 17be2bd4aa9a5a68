import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { createCatalog, searchOperations, type Catalog, type Operation } from '@keyway/sdk'
import { NotFoundError } from '../errors.ts'

export interface WantedOperations {
  connector: string
  search: string
  method?: string | undefined
  limit: number
}

/**
 * Endpoints of a connector's API that have all words of a text, the closest first, and how many there are.
 *
 * @throws {NotFoundError} when there is no such connector.
 */
export function findOperations(
  catalog: Pick<Catalog, 'connectors'>,
  { connector: id, search, method, limit }: WantedOperations,
): { items: Operation[]; total: number } {
  const connector = catalog.connectors.get(id)
  if (connector === undefined) throw new NotFoundError(`There is no connector "${id}".`)
  const methods = method === undefined ? {} : { methods: [method] }
  const found = searchOperations(connector.operations, { search, ...methods })
  return { items: found.slice(0, limit), total: found.length }
}

/** The same out of the catalog of this version of Keyway, without a running server. */
export function readOperations(wanted: WantedOperations): { items: Operation[]; total: number } {
  return findOperations(createCatalog({ cards, connectors }), wanted)
}
