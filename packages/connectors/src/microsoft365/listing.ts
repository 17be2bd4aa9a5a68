import type { Path, Query } from '@keyway/sdk'
import { createListing } from '../listing.ts'
import type { ListRequest } from '../listing.ts'
import { asObject } from './client.ts'

interface GraphList extends ListRequest {
  path: Path
  query: Query
  /** Collections that are short come whole, and refuse to be asked for a page. */
  isWhole?: boolean
}

/** Most objects that Graph gives in one answer to a query of the directory. */
const largestPage = 999

/** Graph names the next page by a link; the token in it is part of the address and no credential. */
export const defineListing = createListing<GraphList>(
  async ({ http }, { path, query, isWhole }, { place, size }) => {
    const $top = isWhole === true ? undefined : Math.min(size, largestPage)
    const { body } = await http.request(
      place === null
        ? { method: 'GET', path, query: { ...query, $top } }
        : { method: 'GET', path: { absolute: place } },
    )
    const { value, '@odata.nextLink': next } = asObject(body)
    return { items: Array.isArray(value) ? value : [], next: typeof next === 'string' ? next : null }
  },
)
