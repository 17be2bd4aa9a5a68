import { X509Certificate, createHash, createPrivateKey, randomUUID } from 'node:crypto'
import { ConnectionError, path } from '@keyway/sdk'
import type { AuthorizeContext, Grant } from '@keyway/sdk'
import { signJwt } from '../jwt.ts'
import { requestToken } from '../token-endpoint.ts'
import type { Microsoft365Connection } from './connection.ts'

const assertionSeconds = 300

/**
 * An access token by client credentials, with all the application permissions that an administrator granted
 * (`/.default`). The Microsoft identity platform takes a secret, or an assertion signed with a certificate's key.
 */
export function authorize(connection: Microsoft365Connection, context: AuthorizeContext): Promise<Grant> {
  const { tenant, clientId, baseUrl } = connection
  return requestToken(context, {
    name: 'Microsoft',
    path: path`/${tenant}/oauth2/v2.0/token`,
    form: {
      grant_type: 'client_credentials',
      client_id: clientId,
      scope: `${new URL(baseUrl).origin}/.default`,
      ...authenticateClient(connection, context.now),
    },
  })
}

function authenticateClient(
  { signIn, clientId, clientSecret = '', certificate = '', tenant, signInUrl }: Microsoft365Connection,
  now: number,
): Record<string, string> {
  if (signIn === 'client_secret') return { client_secret: clientSecret }
  const { key, thumbprint } = readCertificate(certificate)
  const issuedAt = Math.floor(now / 1000)
  const assertion = signJwt(
    { key, algorithm: 'RS256', id: undefined },
    { typ: 'JWT', 'x5t#S256': thumbprint },
    {
      iss: clientId,
      sub: clientId,
      aud: `${signInUrl.replace(/\/$/, '')}/${tenant}/oauth2/v2.0/token`,
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + assertionSeconds,
      jti: randomUUID(),
    },
  )
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}

/** The key that signs, and the digest by which Microsoft knows its certificate (RFC 7515 section 4.1.8). */
function readCertificate(pem: string) {
  try {
    const { raw } = new X509Certificate(pem)
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'rsa') {
      return { key, thumbprint: createHash('sha256').update(raw).digest('base64url') }
    }
  } catch {
    // The reason would quote the key.
  }
  throw new ConnectionError(
    'The certificate of the connection is not a certificate and its RSA private key in PEM form, one after the other. Enter both.',
    { code: 'private_key_unusable' },
  )
}
