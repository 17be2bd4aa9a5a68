import { ConnectionError, field, isJsonObject, z } from '@keyway/sdk'
import type { AuthorizeContext, Grant, Path } from '@keyway/sdk'
import { optional, textOf } from './input.ts'

/** Fields of a connection that signs in with an access token of its own or as an OAuth client. */
export const tokenOrClient = () => ({
  accessToken: field(optional(z.string().trim()), {
    title: 'Access token',
    description: 'Sent as it is and never renewed. Leave it empty to sign in as a client.',
    secret: true,
  }),
  clientId: field(optional(z.string().trim()), { title: 'Client ID' }),
  clientSecret: field(optional(z.string().trim()), { title: 'Client secret', secret: true }),
})

interface TokenOrClient {
  accessToken?: string | undefined
  clientId?: string | undefined
  clientSecret?: string | undefined
}

/** Says what is missing where neither a token nor a whole client is given. */
export function needsTokenOrClient(settings: TokenOrClient, context: z.core.$RefinementCtx): void {
  if (settings.accessToken !== undefined) return
  for (const name of ['clientId', 'clientSecret'] as const) {
    if (settings[name] !== undefined) continue
    context.addIssue({ code: 'custom', path: [name], message: 'Needed without an access token.' })
  }
}

/** The headers of a connection whose access token is sent as it is. */
export function bearer({ accessToken }: TokenOrClient): Record<string, string> {
  return accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` }
}

/** Where a client gets its tokens, and what it sends beside its credentials. */
interface TokenEndpoint {
  path: Path
  form?: Readonly<Record<string, string>>
}

/** An hour, where the answer does not say how long the token lasts: what these systems give at least. */
const usualSeconds = 3600

/** OAuth 2.0 client credentials (RFC 6749 section 4.4); undefined where the connection has a token. */
export async function signInAsClient(
  settings: TokenOrClient,
  { http, now }: AuthorizeContext,
  { path, form = {} }: TokenEndpoint,
): Promise<Grant | undefined> {
  const { accessToken, clientId = '', clientSecret = '' } = settings
  if (accessToken !== undefined) return undefined
  const asked = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...form,
  }
  const { body } = await http.request({
    method: 'POST',
    path,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(asked).toString(),
  })
  const token = isJsonObject(body) ? textOf(body['access_token']) : ''
  if (token === '') {
    throw new ConnectionError('The sign-in was answered without an access token; check the base URL.')
  }
  const lasts = isJsonObject(body) ? Number(body['expires_in']) : Number.NaN
  return {
    expiresAt: now + (Number.isFinite(lasts) ? lasts : usualSeconds) * 1000,
    sign: () => ({ Authorization: `Bearer ${token}` }),
    secrets: [token],
  }
}
