import { field, path } from '@keyway/sdk'
import type { Http, Json, Path } from '@keyway/sdk'
import { requiredText } from '../input.ts'
import { readOktaPage } from './pages.ts'
import { toGrant, toRefreshToken } from './records/grants.ts'

export const client = field(requiredText(), { title: 'Client', description: 'Client id of the app.' })
export const grant = field(requiredText(), { title: 'Grant', description: 'Id.' })
export const token = field(requiredText(), { title: 'Token', description: 'Id of a refresh token.' })

/** Most ids that a state lists: enough to see what was there, and one page of Okta's. */
const most = 200

/** Ids of what is in a collection, for the record of what a revocation takes away. */
async function idsAt(
  http: Http,
  collection: Path,
  toItem: (item: Json) => { id: string },
): Promise<string[]> {
  const { items } = await readOktaPage(http, { path: collection, query: { limit: most } }, null)
  return items.map((item) => toItem(item).id)
}

export const grantIdsAt = (http: Http, collection: Path) => idsAt(http, collection, toGrant)
export const tokenIdsAt = (http: Http, collection: Path) => idsAt(http, collection, toRefreshToken)

export function grantsOf(user: string): Path {
  return path`/api/v1/users/${user}/grants`
}

export function clientGrants(input: { user: string; client: string }): Path {
  return path`/api/v1/users/${input.user}/clients/${input.client}/grants`
}

export function clientTokens(input: { user: string; client: string }): Path {
  return path`/api/v1/users/${input.user}/clients/${input.client}/tokens`
}
