import { path } from '@keyway/sdk'
import { createListing, type ListRequest } from '../listing.ts'
import { readOffsetPage } from '../offset-pages.ts'
import { toRecords } from './client.ts'

interface Search extends ListRequest {
  table: string
  /** Encoded query. */
  query: string
}

/** Largest page that does not slow an instance down. */
const largest = 1000

export const defineListing = createListing<Search>(({ http }, { table, query }, { place, size }) => {
  // Pages by offset need an order that holds.
  const ordered = /(^|\^)ORDERBY/.test(query) ? query : [query, 'ORDERBYsys_id'].filter(Boolean).join('^')
  return readOffsetPage({ place, size, largest }, async (part) => {
    const paging = { sysparm_query: ordered, sysparm_offset: part.offset, sysparm_limit: part.size }
    return toRecords(await http.get(path`/api/now/table/${table}`, paging))
  })
})
