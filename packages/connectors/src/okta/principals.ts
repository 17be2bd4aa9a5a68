import { field, path, z } from '@keyway/sdk'
import type { Http, JsonObject, Path } from '@keyway/sdk'
import { requiredText } from '../input.ts'
import { findInList } from './define/find-object.ts'

export const principalType = field(z.enum(['SSWS_TOKEN', 'OAUTH_CLIENT']), {
  title: 'Kind of principal',
  labels: { SSWS_TOKEN: 'API token', OAUTH_CLIENT: 'App' },
})

export const principal = field(requiredText(), {
  title: 'Principal',
  description: 'Id of the API token, or client id of the app.',
})

export interface Principal {
  principalType: 'SSWS_TOKEN' | 'OAUTH_CLIENT'
  principal: string
}

export const principalLimits: Path = path`/api/v1/principal-rate-limits`

/** The limit that was set for a principal; undefined where it has the default. */
export function findPrincipalLimit(http: Http, { principalType: type, principal: id }: Principal) {
  const query = { filter: `principalType eq "${type}"`, limit: 50 }
  return findInList(http, { path: principalLimits, query }, (item: JsonObject) => item['principalId'] === id)
}
