import { isJsonObject } from '@keyway/sdk'
import type { Json, JsonObject, Path, Query } from '@keyway/sdk'
import { createListing, type ListRequest } from '../listing.ts'

interface GitHubList extends ListRequest {
  path: Path
  query?: Query
  /** Searches put the list into a field of this name. */
  items?: string
  /** Which items count; pages that have none are passed over by whoever reads them. */
  where?: (item: JsonObject) => boolean
}

const largest = 100

/** Declares an action that lists something; GitHub counts pages from 1 and links the next one. */
export const defineListing = createListing<GitHubList>(async ({ http }, list, { place }) => {
  const page = Number(place ?? 1)
  // Pages are numbered, so all have the same size.
  const query = { ...list.query, per_page: largest, page }
  const { body, links } = await http.request({ method: 'GET', path: list.path, query })
  const found: Json = list.items === undefined ? body : isJsonObject(body) ? (body[list.items] ?? null) : null
  const items = (Array.isArray(found) ? found : []).filter(isJsonObject)
  const { where = () => true } = list
  return { items: items.filter(where), next: links['next'] === undefined ? null : String(page + 1) }
})
