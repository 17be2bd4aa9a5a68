import { constants, verify, type KeyObject } from 'node:crypto'
import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { IssuerKeys } from './issuer-keys.ts'

/** What a bearer token must be. */
export interface BearerRule {
  issuer: string
  audience: string
  /** The token has all of them. */
  scopes: readonly string[]
}

/** Why a token is refused: a stable code for counters. */
export type BearerFault =
  | 'token_missing'
  | 'token_malformed'
  | 'token_algorithm'
  | 'token_key_unknown'
  | 'token_signature'
  | 'token_issuer'
  | 'token_audience'
  | 'token_expired'
  | 'token_scope'

/** Longer ones are no tokens of an authorization server. */
const maximumLength = 16 * 1024
const toleranceSeconds = 60

/**
 * Algorithms with a public key, and the kind of key each goes with. `none` and shared secrets are not among them: a token
 * never chooses how it is verified (RFC 8725, sections 3.1 and 3.2).
 */
const algorithms: Readonly<Record<string, { digest: string; key: 'rsa' | 'ec'; isPss: boolean }>> = {
  RS256: { digest: 'sha256', key: 'rsa', isPss: false },
  RS384: { digest: 'sha384', key: 'rsa', isPss: false },
  RS512: { digest: 'sha512', key: 'rsa', isPss: false },
  PS256: { digest: 'sha256', key: 'rsa', isPss: true },
  ES256: { digest: 'sha256', key: 'ec', isPss: false },
  ES384: { digest: 'sha384', key: 'ec', isPss: false },
}

/** Verifies an Authorization header; undefined when the token is good. Throws TemporaryError `issuer_unreachable`. */
export async function verifyBearer(
  keys: IssuerKeys,
  rule: BearerRule,
  { header, now }: { header: string | null; now: number },
): Promise<BearerFault | undefined> {
  const token = /^Bearer ([\w.-]+)$/i.exec(header ?? '')?.[1]
  if (token === undefined) return 'token_missing'
  const [head = '', body = '', signature = '', ...more] = token.split('.')
  const [fields, claims] = [readPart(head), readPart(body)]
  if (token.length > maximumLength || more.length > 0 || fields === undefined || claims === undefined) {
    return 'token_malformed'
  }
  const { alg = null, kid = null, crit } = fields
  const algorithm = typeof alg === 'string' && Object.hasOwn(algorithms, alg) ? algorithms[alg] : undefined
  if (algorithm === undefined || crit !== undefined) return 'token_algorithm'
  // Before the key is looked for, so that a stranger's token leads to no request.
  if (claims['iss'] !== rule.issuer) return 'token_issuer'
  const key = typeof kid === 'string' ? await keys.find(rule.issuer, kid) : undefined
  if (key === undefined || key.asymmetricKeyType !== algorithm.key) return 'token_key_unknown'
  if (!isSigned({ key, algorithm }, `${head}.${body}`, signature)) return 'token_signature'
  return checkClaims(rule, claims, now)
}

function checkClaims(rule: BearerRule, claims: JsonObject, now: number): BearerFault | undefined {
  const { aud = null, exp = null, nbf = null, iat = null } = claims
  if (![aud].flat().includes(rule.audience)) return 'token_audience'
  const seconds = now / 1000
  if (typeof exp !== 'number' || exp + toleranceSeconds <= seconds) return 'token_expired'
  for (const from of [nbf, iat]) {
    if (from !== null && (typeof from !== 'number' || from - toleranceSeconds > seconds))
      return 'token_expired'
  }
  const scopes = scopesOf(claims)
  return rule.scopes.every((scope) => scopes.has(scope)) ? undefined : 'token_scope'
}

/** Okta writes a list `scp`; RFC 9068 a text `scope`. */
function scopesOf({ scp = null, scope = null }: JsonObject): Set<Json> {
  return new Set([...(Array.isArray(scp) ? scp : []), ...(typeof scope === 'string' ? scope.split(' ') : [])])
}

function isSigned(
  { key, algorithm }: { key: KeyObject; algorithm: { digest: string; key: string; isPss: boolean } },
  signed: string,
  signature: string,
): boolean {
  const padding = algorithm.isPss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : {}
  return verify(
    algorithm.digest,
    Buffer.from(signed),
    { key, dsaEncoding: 'ieee-p1363', ...padding },
    Buffer.from(signature, 'base64url'),
  )
}

function readPart(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
