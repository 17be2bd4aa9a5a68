import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from '@keyway/sdk'

/** What the org knows of its one client, and how it behaves; tests change it. */
export interface StrictOrg {
  publicKeys: JsonWebKey[]
  secret: string
  scopes: readonly string[]
  /** Whether tokens are bound to a key. */
  dpop: boolean
  /** Nonce that resource calls must carry as well. */
  resourceNonce: string | undefined
  /** Lists that no role of the client reaches: refused, or shown empty. */
  forbidden: string[]
  empty: string[]
  /** How far its clock is ahead, in milliseconds. */
  skewMs: number
  tokenSeconds: number
  tokensGiven: number
  refusals: string[]
  /** Tokens that are live, with the thumbprint they are bound to. */
  tokens: Map<string, string>
  url: string
  close: () => void
}

export const clientId = '0oaCLIENT'

const nonce = 'nonce-of-today'

class Refusal extends Error {
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, error: string, headers: Record<string, string> = {}) {
    super(error)
    this.status = status
    this.headers = headers
  }
}

/** A token endpoint and an API that check all that RFC 7523 and RFC 9449 let them check, each jti once. */
export async function startStrictOkta(): Promise<StrictOrg> {
  const used = new Set<string>()
  const server = createServer((request, response) => {
    void answer(request).then(({ status, headers, body }) =>
      response
        .writeHead(status, {
          'content-type': 'application/json',
          date: new Date(now()).toUTCString(),
          ...headers,
        })
        .end(JSON.stringify(body)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const org: StrictOrg = {
    publicKeys: [],
    secret: 's3cret/+of:the-integration',
    scopes: ['okta.users.read'],
    dpop: false,
    resourceNonce: undefined,
    forbidden: [],
    empty: [],
    skewMs: 0,
    tokenSeconds: 3600,
    tokensGiven: 0,
    refusals: [],
    tokens: new Map(),
    url,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  const now = () => Date.now() + org.skewMs

  async function answer(request: IncomingMessage) {
    try {
      const body = request.url === '/oauth2/v1/token' ? await giveToken(request) : readUser(request)
      return { status: 200, headers: {}, body }
    } catch (error) {
      if (!(error instanceof Refusal)) return { status: 500, headers: {}, body: { error: String(error) } }
      org.refusals.push(error.message)
      const { status, headers, message } = error
      return { status, headers, body: { error: message, error_description: `refused for ${message}` } }
    }
  }

  async function giveToken(request: IncomingMessage) {
    const form = new URLSearchParams(await text(request))
    if (form.get('grant_type') !== 'client_credentials') throw new Refusal(400, 'unsupported_grant_type')
    authenticate(form, request.headers.authorization)
    const scope = form.get('scope') ?? ''
    if (scope.split(' ').some((each) => !org.scopes.includes(each))) throw new Refusal(400, 'invalid_scope')
    const bound = org.dpop ? checkProof(request, { url: '/oauth2/v1/token', nonce }) : ''
    org.tokensGiven += 1
    const token = `token-${org.tokensGiven}-of-the-strict-org`
    org.tokens.set(token, bound)
    const type = org.dpop ? 'DPoP' : 'Bearer'
    return { token_type: type, expires_in: org.tokenSeconds, access_token: token, scope }
  }

  function authenticate(form: URLSearchParams, authorization: string | undefined): void {
    if (authorization !== undefined) {
      const expected = [clientId, org.secret].map((part) => encodeURIComponent(part)).join(':')
      if (authorization === `Basic ${Buffer.from(expected).toString('base64')}`) return
      throw new Refusal(401, 'invalid_client')
    }
    const { header, claims, isSignedBy } = readJwt(form.get('client_assertion') ?? '')
    const key = org.publicKeys.find((candidate) => candidate['kid'] === header['kid'])
    const seconds = now() / 1000
    const age = seconds - Number(claims['iat'])
    const isFresh = age > -60 && age < 300 && Number(claims['exp']) > seconds
    const isOurs = claims['iss'] === clientId && claims['sub'] === clientId
    const isMeant = claims['aud'] === `${org.url}/oauth2/v1/token`
    if (key === undefined || !isSignedBy(key) || !isFresh || !isOurs || !isMeant || isUsed(claims['jti'])) {
      throw new Refusal(401, 'invalid_client')
    }
  }

  function readUser(request: IncomingMessage) {
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
    const bound = org.tokens.get(token)
    if (bound === undefined) throw new Refusal(401, 'invalid_token')
    if (bound === '') {
      if (scheme !== 'Bearer') throw new Refusal(401, 'access_token_not_dpop_bound')
    } else {
      const path = (request.url ?? '').replace(/\?.*/, '')
      if (scheme !== 'DPoP') throw new Refusal(401, 'dpop_proof_required_for_token')
      const thumbprint = checkProof(request, { url: path, nonce: org.resourceNonce, token })
      if (thumbprint !== bound) throw new Refusal(401, 'invalid_dpop_proof')
    }
    const list = /^\/api\/v1\/(users|groups|logs|apps)\?/.exec(request.url ?? '')?.[1]
    if (list !== undefined) {
      if (org.forbidden.includes(list)) throw new Refusal(403, 'E0000006')
      return org.empty.includes(list) ? [] : [{ id: 'x' }]
    }
    return { id: '00u1', status: 'ACTIVE', profile: { login: 'ada@acme.test' } }
  }

  function checkProof(
    request: IncomingMessage,
    wanted: { url: string; nonce: string | undefined; token?: string },
  ): string {
    const status = wanted.token === undefined ? 400 : 401
    const proof = request.headers['dpop']
    if (typeof proof !== 'string') throw new Refusal(status, 'invalid_dpop_proof')
    const { header, claims, isSignedBy } = readJwt(proof)
    const jwk = z.record(z.string(), z.string()).parse(header['jwk'])
    const ath =
      wanted.token === undefined ? undefined : createHash('sha256').update(wanted.token).digest('base64url')
    const isRight =
      header['typ'] === 'dpop+jwt' &&
      !('d' in jwk) &&
      isSignedBy(jwk) &&
      claims['htm'] === request.method &&
      claims['htu'] === org.url + wanted.url &&
      claims['ath'] === ath &&
      Math.abs(now() / 1000 - Number(claims['iat'])) < 60 &&
      !isUsed(claims['jti'])
    if (!isRight) throw new Refusal(status, 'invalid_dpop_proof')
    if (wanted.nonce !== undefined && claims['nonce'] !== wanted.nonce) {
      throw new Refusal(status, 'use_dpop_nonce', { 'dpop-nonce': wanted.nonce })
    }
    return createHash('sha256').update(JSON.stringify(jwk)).digest('base64url')
  }

  function isUsed(id: unknown): boolean {
    if (typeof id !== 'string' || used.has(id)) return true
    used.add(id)
    return false
  }

  return org
}

function readJwt(jwt: string) {
  const [head = '', body = '', signature = ''] = jwt.split('.')
  const read = (part: string): Record<string, unknown> =>
    part === '' ? {} : JSON.parse(Buffer.from(part, 'base64url').toString())
  const isSignedBy = (jwk: JsonWebKey) =>
    verify(
      'sha256',
      Buffer.from(`${head}.${body}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  return { header: read(head), claims: read(body), isSignedBy }
}
