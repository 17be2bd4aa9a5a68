import { validationError } from '../errors/okta-error.ts'
import type { IdSource } from './ids.ts'
import { randomText } from './ids.ts'
import type { JsonObject } from './json-object.ts'
import { asJsonObject, asTexts } from './json-object.ts'
import { readText } from './read-field.ts'

const authMethods = ['private_key_jwt', 'client_secret_basic', 'client_secret_post', 'none'] as const
const applicationTypes = ['service', 'web', 'native', 'browser'] as const

export type AuthMethod = (typeof authMethods)[number]

/** The OAuth side of an OpenID Connect app. Its client id is the id of the app. */
export type OAuthClient = {
  readonly authMethod: AuthMethod
  readonly applicationType: (typeof applicationTypes)[number]
  readonly grantTypes: readonly string[]
  readonly responseTypes: readonly string[]
  readonly redirectUris: readonly string[]
  /** Public keys as JSON Web Keys. */
  readonly keys: readonly JsonObject[]
  readonly secret: string | null
  /** Whether a code is only given for a proof of who asked (RFC 7636). */
  readonly pkce: boolean
  /** Whether access tokens are bound to a key of the client. */
  readonly dpop: boolean
  /** An instance of an integration of Okta's catalogue: it may use its secret and needs no admin role. */
  readonly isIntegration: boolean
}

/**
 * Reads `credentials.oauthClient` and `settings.oauthClient` of an app. A replaced client keeps its secret.
 * @throws OktaError E0000001 for a bad method, type or key
 */
export function parseOAuthClient(
  source: IdSource,
  body: JsonObject,
  previous?: OAuthClient | null,
): OAuthClient {
  const credentials = asJsonObject(asJsonObject(body['credentials'])['oauthClient'])
  const settings = asJsonObject(asJsonObject(body['settings'])['oauthClient'])
  const type = readText(settings, 'application_type') ?? 'web'
  const applicationType = applicationTypes.find((each) => each === type)
  if (applicationType === undefined) {
    throw validationError('application_type', [`settings.oauthClient.application_type: '${type}' is unknown`])
  }
  const method = readText(credentials, 'token_endpoint_auth_method') ?? 'client_secret_basic'
  const authMethod = authMethods.find((each) => each === method)
  if (authMethod === undefined) {
    throw validationError('token_endpoint_auth_method', [
      `credentials.oauthClient.token_endpoint_auth_method: '${method}' is unknown`,
    ])
  }
  const keys = parseKeys(asJsonObject(settings['jwks'])['keys'] ?? [])
  if (authMethod === 'private_key_jwt' && keys.length === 0) {
    throw validationError('jwks', ['settings.oauthClient.jwks: A public key is needed for private_key_jwt'])
  }
  const hasSecret = authMethod.startsWith('client_secret')
  return {
    authMethod,
    applicationType,
    grantTypes: asTexts(settings['grant_types'] ?? ['authorization_code']),
    responseTypes: asTexts(settings['response_types'] ?? ['code']),
    redirectUris: asTexts(settings['redirect_uris']),
    keys,
    secret: hasSecret ? (previous?.secret ?? randomText(source, 64)) : null,
    pkce: credentials['pkce_required'] === true,
    dpop: settings['dpop_bound_access_tokens'] === true,
    isIntegration: previous?.isIntegration ?? false,
  }
}

function parseKeys(input: unknown): JsonObject[] {
  if (!Array.isArray(input))
    throw validationError('jwks', ['settings.oauthClient.jwks.keys: Expected a list'])
  const keys = input.map(asJsonObject)
  if (keys.some((key) => 'd' in key)) {
    throw validationError('jwks', ['settings.oauthClient.jwks.keys: Private keys must stay with the client'])
  }
  if (keys.some((key) => key['kty'] !== 'RSA' && key['kty'] !== 'EC')) {
    throw validationError('jwks', ['settings.oauthClient.jwks.keys: Expected RSA or EC keys'])
  }
  const kids = keys.map((key) => key['kid'])
  if (new Set(kids).size < kids.length || (kids.length > 1 && kids.includes(undefined))) {
    throw validationError('jwks', ['settings.oauthClient.jwks.keys: Each key needs a kid of its own'])
  }
  return keys
}
