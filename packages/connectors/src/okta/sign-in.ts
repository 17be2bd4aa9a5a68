import { randomUUID } from 'node:crypto'
import {
  ConnectionError,
  isJsonObject,
  path,
  TemporaryError,
  type AuthorizeContext,
  type Grant,
  type HttpResponse,
} from '@keyway/sdk'
import { signJwt } from '../jwt.ts'
import { toBaseUrl, type OktaConnection } from './connection.ts'
import { createProver, readPrivateKey, type ProveRequest } from './jwt.ts'

const assertionSeconds = 300
/** Clocks that differ by more make Okta refuse assertions and proofs, which say when they were made. */
const toleratedSkewMs = 30_000
const anyStatus = Array.from({ length: 200 }, (_, index) => 400 + index)

/** What is learned on the way to a token, and kept as long as the token. */
interface Attempt {
  /** Set once the org wants tokens bound to a key (RFC 9449). The key lives as long as the token. */
  prove: ProveRequest | undefined
  nonce: string | undefined
  /** How far the other side's clock is ahead, in milliseconds; 0 while it is near. */
  skewMs: number
}

/**
 * An access token by client credentials, from the org authorization server, which alone gives `okta.*` scopes. Whether
 * it is bound to a key (DPoP) is the app's setting: the answers tell. Source: Okta OAuth 2.0 for service apps.
 *
 * @throws {ConnectionError} that says what Okta refused and what to do.
 */
export async function authorize(
  connection: OktaConnection,
  { http, now }: AuthorizeContext,
): Promise<Grant | undefined> {
  if (connection.signIn === 'api_token') return undefined
  const startedAt = Date.now()
  const clock = () => now + (Date.now() - startedAt)
  const url = new URL(`${toBaseUrl(connection)}/oauth2/v1/token`)
  const attempt: Attempt = { prove: undefined, nonce: undefined, skewMs: 0 }
  const ask = () => {
    const at = (clock() + attempt.skewMs) / 1000
    const { headers, form } = authenticateClient(connection, { url, at })
    return http.request({
      method: 'POST',
      path: path`/oauth2/v1/token`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        ...headers,
        ...(attempt.prove === undefined
          ? {}
          : { dpop: attempt.prove({ method: 'POST', url, at, nonce: attempt.nonce }) }),
      },
      body: new URLSearchParams(form).toString(),
      allow: anyStatus.filter((status) => status < 429 || (status > 429 && status < 500)),
    })
  }

  let answer = await ask()
  // Each turn answers one thing the refusal taught: the clock, that proofs are wanted, and their nonce.
  for (let turns = 0; turns < 3 && answer.status !== 200 && learn(attempt, answer, clock()); turns += 1) {
    answer = await ask()
  }
  if (answer.status !== 200) throw toError(connection, answer)
  return toGrant(attempt, answer, clock)
}

/** Who asks: by a signed assertion (RFC 7523), or by the id and secret of an integration. */
function authenticateClient(
  connection: OktaConnection,
  { url, at }: { url: URL; at: number },
): { headers: Record<string, string>; form: Record<string, string> } {
  const { clientId, clientSecret, privateKey, signIn, scopes = [] } = connection
  if (clientId === undefined || clientId === '') {
    throw new ConnectionError('The connection has no client ID yet. Enter the one of the app in Okta.', {
      code: 'connection_incomplete',
    })
  }
  const form = { grant_type: 'client_credentials', scope: scopes.join(' ') }
  if (signIn === 'client_secret') {
    // RFC 6749 section 2.3.1: both are form-encoded before they are joined.
    const pair = [clientId, clientSecret ?? ''].map((part) => encodeURIComponent(part)).join(':')
    return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }, form }
  }
  if (privateKey === undefined) {
    throw new ConnectionError(
      'The connection has no key yet. Generate one on its page and give its public half to the app in Okta.',
      { code: 'connection_incomplete' },
    )
  }
  const issuedAt = Math.floor(at)
  const assertion = signJwt(
    readPrivateKey(privateKey),
    {},
    {
      iss: clientId,
      sub: clientId,
      aud: url.href,
      iat: issuedAt,
      exp: issuedAt + assertionSeconds,
      jti: randomUUID(),
    },
  )
  return {
    headers: {},
    form: {
      ...form,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    },
  }
}

/** Takes from a refusal what the next try needs; false when it teaches nothing. */
function learn(attempt: Attempt, answer: HttpResponse, now: number): boolean {
  const error = errorOf(answer)?.error
  if (error === 'use_dpop_nonce' || error === 'invalid_dpop_proof') {
    const nonce = answer.headers['dpop-nonce']
    const isNew = attempt.prove === undefined || (nonce !== undefined && nonce !== attempt.nonce)
    attempt.prove ??= createProver()
    attempt.nonce = nonce ?? attempt.nonce
    if (isNew) return true
  }
  const skewMs = Date.parse(answer.headers['date'] ?? '') - now
  if (attempt.skewMs !== 0 || !(Math.abs(skewMs) > toleratedSkewMs)) return false
  attempt.skewMs = skewMs
  return true
}

function toGrant(attempt: Attempt, answer: HttpResponse, clock: () => number): Grant {
  const body = isJsonObject(answer.body) ? answer.body : {}
  const { access_token: token, expires_in: seconds } = body
  if (typeof token !== 'string' || typeof seconds !== 'number') {
    throw new ConnectionError(
      'Okta answered a token request without a token. Is the domain that of an org?',
      {
        code: 'token_unreadable',
      },
    )
  }
  const type = typeof body['token_type'] === 'string' ? body['token_type'].toLowerCase() : ''
  const { prove } = attempt
  const base = { expiresAt: clock() + seconds * 1000, secrets: [token] }
  if (type !== 'dpop' || prove === undefined)
    return { ...base, sign: () => ({ authorization: `Bearer ${token}` }) }
  let nonce: string | undefined
  return {
    ...base,
    sign: ({ method, url }) => ({
      authorization: `DPoP ${token}`,
      dpop: prove({ method, url, at: (clock() + attempt.skewMs) / 1000, nonce, accessToken: token }),
    }),
    learn({ status, headers }) {
      const given = headers['dpop-nonce']
      const isNew = given !== undefined && given !== nonce
      nonce = given ?? nonce
      return isNew && (status === 400 || status === 401)
    },
  }
}

function errorOf({ body }: HttpResponse): { error: string; description: string } | undefined {
  if (!isJsonObject(body) || typeof body['error'] !== 'string') return undefined
  const description = body['error_description']
  return { error: body['error'], description: typeof description === 'string' ? description : '' }
}

const advice: Readonly<Record<string, string>> = {
  invalid_client:
    'Check the client ID, that the app knows this public key (or this secret), and that the domain is the org’s own.',
  invalid_scope: 'Grant every scope of the connection to the app, or remove the ones it does not have.',
  access_denied: 'A network zone or a policy of the org refuses this server.',
  unauthorized_client: 'The app must allow the grant type client credentials.',
}

function toError(connection: OktaConnection, answer: HttpResponse): Error {
  const { status } = answer
  const found = errorOf(answer)
  if (found === undefined) {
    const message = `Okta answered ${status} to a token request at ${connection.domain}.`
    if (status >= 500) return new TemporaryError(message, { statusCode: status })
    return new ConnectionError(`${message} Is the domain that of an org?`, { statusCode: status })
  }
  const { error, description } = found
  const said = description === '' ? error : `${error}: ${description.replace(/\.$/, '')}`
  return new ConnectionError(
    `Okta gives no token (${said}). ${advice[error] ?? 'Check the settings of the app.'}`,
    { code: `okta_${error}`, statusCode: status },
  )
}
