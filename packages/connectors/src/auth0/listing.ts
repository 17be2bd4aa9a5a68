import { isJsonObject, path } from '@keyway/sdk'
import { createListing, type ListRequest } from '../listing.ts'

interface UserSearch extends ListRequest {
  /** Lucene query; undefined means all users. */
  q: string | undefined
}

const largest = 100

/** Declares an action that lists users. Auth0 counts pages from 0 and gives the first 1000 users of a search. */
export const defineListing = createListing<UserSearch>(async ({ http }, { q }, { place }) => {
  const page = Number(place ?? 0)
  // An order that holds, so that pages neither repeat nor miss anybody.
  const query = {
    q,
    search_engine: 'v3',
    sort: 'created_at:1',
    per_page: largest,
    page,
    include_totals: true,
  }
  const body = await http.get(path`/api/v2/users`, query)
  const found = isJsonObject(body) ? body['users'] : undefined
  const total = isJsonObject(body) ? Number(body['total'] ?? 0) : 0
  const items = Array.isArray(found) ? found.filter(isJsonObject) : []
  const isOver = items.length === 0 || (page + 1) * largest >= total
  return { items, next: isOver ? null : String(page + 1) }
})
