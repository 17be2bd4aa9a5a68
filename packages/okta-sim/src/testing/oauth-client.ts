import type { JsonWebKey, KeyObject } from 'node:crypto'
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'

/** A key of a test client with the public half as Okta wants it. */
export type ClientKey = { privateKey: KeyObject; jwk: JsonWebKey & { kid: string } }

export function newKey(kid = 'test-key'): ClientKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' } }
}

/** An RSA key, which Okta's own SDK needs for DPoP. */
export function newRsaKey(kid: string): ClientKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } }
}

function signEs256(parts: { header: object; claims: object }, { privateKey }: ClientKey): string {
  const [head, body] = [{ alg: 'ES256', ...parts.header }, parts.claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const signed = Buffer.from(`${head}.${body}`)
  const signature = sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${head}.${body}.${signature.toString('base64url')}`
}

type Client = { url: string; clientId: string; key: ClientKey }

/** The claims of a good client assertion; tests change single ones. */
function assertionClaims({ url, clientId }: Client) {
  const iat = Math.floor(Date.now() / 1000)
  return {
    iss: clientId,
    sub: clientId,
    aud: `${url}/oauth2/v1/token`,
    iat,
    exp: iat + 300,
    jti: randomUUID(),
  } as Record<string, unknown>
}

export type TokenRequest = { form: Record<string, string>; headers?: Record<string, string> }

/** Posts a token request as it is. */
export async function postToken(url: string, { form, headers = {} }: TokenRequest) {
  const response = await fetch(`${url}/oauth2/v1/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  })
  // The tests state what they expect of the body; anything else fails the assertion.
  // oxlint-disable-next-line typescript/no-explicit-any
  const body: any = await response.json()
  return { status: response.status, headers: response.headers, body }
}

/** The form of a client credentials request with private_key_jwt. */
export function assertionForm(
  client: Client,
  wish: { scope?: string; claims?: Record<string, unknown>; header?: Record<string, unknown> } = {},
): Record<string, string> {
  const claims = { ...assertionClaims(client), ...wish.claims }
  const header = { kid: client.key.jwk.kid, ...wish.header }
  return {
    grant_type: 'client_credentials',
    scope: wish.scope ?? 'okta.users.read',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: signEs256({ header, claims }, client.key),
  }
}

/** A DPoP proof; `claims` and `header` replace single parts of it. */
export function proofOf(
  key: ClientKey,
  subject: { method: string; url: string; accessToken?: string; nonce?: string },
  change: { claims?: Record<string, unknown>; header?: Record<string, unknown> } = {},
): string {
  const { kid: _kid, ...jwk } = key.jwk
  const ath = subject.accessToken && createHash('sha256').update(subject.accessToken).digest('base64url')
  const claims = {
    htm: subject.method,
    htu: subject.url,
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    ...(ath ? { ath } : {}),
    ...(subject.nonce ? { nonce: subject.nonce } : {}),
    ...change.claims,
  }
  return signEs256({ header: { typ: 'dpop+jwt', jwk, ...change.header }, claims }, key)
}
