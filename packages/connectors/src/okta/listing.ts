import { createListing, type ListRequest } from '../listing.ts'
import type { Path, Query } from '@keyway/sdk'
import { readOktaPage } from './pages.ts'

/** A collection of the org. */
export interface OktaList extends ListRequest {
  path: Path
  query?: Query
  /** Most items that Okta gives in a page; null for collections that come in one answer, which takes no page size. */
  pageSize: number | null
  /** Fewest items that Okta lets a page have; a page may then have more than are wanted. */
  leastPageSize?: number
}

/** A collection that comes in one answer, so that there is no limit to set. */
export const inOneAnswer = { pageSize: null, limit: Number.POSITIVE_INFINITY }

/** Declares an action that lists a collection of the org. */
export const defineListing = createListing<OktaList>(({ http }, list, { place, size }) => {
  const { path, query, pageSize, leastPageSize = 1 } = list
  const limit = pageSize === null ? {} : { limit: Math.max(leastPageSize, Math.min(size, pageSize)) }
  return readOktaPage(http, { path, query: { ...query, ...limit } }, place)
})
