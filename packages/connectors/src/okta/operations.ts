import { findOperations, type Effect, type HttpMethod, type Operation } from '@keyway/sdk'
import listed from './operations.json' with { type: 'json' }

const effects: Readonly<Partial<Record<string, Effect>>> = { GET: 'read', DELETE: 'destructive' }
/** Words that are no plain words, as they are written. */
const spelled: Readonly<Partial<Record<string, string>>> = {
  Aaguid: 'AAGUID',
  Api: 'API',
  Csr: 'CSR',
  Csrs: 'CSRs',
  Id: 'ID',
  Ip: 'IP',
  Jwk: 'JWK',
  Mfa: 'MFA',
  Saml: 'SAML',
  Sms: 'SMS',
  Ssf: 'SSF',
  Sso: 'SSO',
  Okta: 'Okta',
  Oauth2: 'OAuth 2.0',
  Uri: 'URI',
  Uris: 'URIs',
  Webauthn: 'WebAuthn',
  Yubikey: 'YubiKey',
}

/**
 * Operations of Okta's management API. `tools/okta-operations.ts` makes the list out of Okta's description: facts only,
 * and titles are the ids made readable.
 */
export const operations: readonly Operation[] = listed.map((line) => {
  const [method = '', path = '', id = '', ...scopes] = line.split(' ')
  return {
    id,
    title: toTitle(id),
    method: toMethod(method),
    path,
    effect: effects[method] ?? 'write',
    scopes,
  }
})

/**
 * Scopes that a call needs: those of the operation that its path fits best. Empty where Okta describes none. References
 * in the path, still in their braces, stand for what they will bring.
 */
export function scopesOfCall(method: string, path: string): readonly string[] {
  const filled = path.replaceAll(/\{\{.*?\}\}/g, 'x')
  const [found] = findOperations(
    operations.filter((operation) => operation.method === method),
    filled,
  )
  return found?.scopes ?? []
}

function toMethod(text: string): HttpMethod {
  const methods: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
  return methods.find((method) => method === text) ?? 'GET'
}

/** `listUserBlocks` becomes "List user blocks"; abbreviations stay in capitals. */
function toTitle(id: string): string {
  const words = id
    .replaceAll('OAuth2', ' Oauth2 ')
    .replaceAll('URI', 'Uri')
    .replaceAll('WebAuthn', 'Webauthn')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => spelled[word] ?? (/^[A-Z]{2,}s?$/.test(word) ? word : word.toLowerCase()))
  const text = words.join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
