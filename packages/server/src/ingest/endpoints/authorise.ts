import { clientTokenHeader } from '../../flows/endpoint-token.ts'
import type { ActiveEndpoint } from '../../flows/active-endpoints.ts'
import { knowsToken } from './knows-token.ts'
import type { IssuerKeys } from '../bearer/issuer-keys.ts'
import { verifyBearer } from '../bearer/verify-bearer.ts'

/** Query parameter that may hold the client token in place of the header. */
export const tokenParameter = 'clientToken'

/**
 * Why a call of an endpoint is refused, as a stable code; undefined when it may go on. Throws TemporaryError when it
 * depends on an issuer that does not answer.
 */
export async function authorise(
  { keys, now }: { keys: IssuerKeys; now: () => number },
  endpoint: ActiveEndpoint,
  request: Request,
): Promise<string | undefined> {
  switch (endpoint.security) {
    case 'public':
      return undefined
    case 'oauth': {
      const { oauth } = endpoint
      if (oauth === null) return 'oauth_not_set_up'
      const issuer = oauth.issuer.replace(/\/+$/, '')
      const rule = { issuer, audience: oauth.audience ?? issuer, scopes: oauth.scopes }
      return verifyBearer(keys, rule, { header: request.headers.get('authorization'), now: now() })
    }
    case 'client-token':
      return checkClientToken(endpoint, request, now())
  }
}

function checkClientToken(endpoint: ActiveEndpoint, request: Request, now: number): string | undefined {
  const header = request.headers.get(clientTokenHeader)
  const parameters = new URL(request.url).searchParams.getAll(tokenParameter)
  // Which of two counts would be a guess; the product this is compatible with takes one or the other, too.
  if (parameters.length > 1 || (header !== null && parameters.length > 0)) return 'token_given_twice'
  const given = header ?? parameters[0] ?? null
  return given !== null && knowsToken(endpoint, given, now) ? undefined : 'token_refused'
}
