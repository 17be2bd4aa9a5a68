import { ConnectionError, isJsonObject } from '@keyway/sdk'
import type { AuthorizeContext, Grant, Path } from '@keyway/sdk'
import { textOf } from './input.ts'

export interface TokenRequest {
  /** As people know the system. */
  name: string
  path: Path
  form: Readonly<Record<string, string>>
}

/**
 * A bearer token from a token endpoint of OAuth 2.0 (RFC 6749 sections 4.4 and 5).
 *
 * @throws {ConnectionError} with what the endpoint refused.
 */
export async function requestToken(
  { http, now }: AuthorizeContext,
  { name, path, form }: TokenRequest,
): Promise<Grant> {
  const { status, body } = await http.request({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
    allow: [400, 401, 403],
  })
  const {
    error,
    error_description: description,
    access_token: token,
    expires_in: seconds,
  } = isJsonObject(body) ? body : {}
  if (status >= 400) {
    // Only the first line says what is wrong; trace ids and times may follow.
    const [why = ''] = textOf(description).split(/[\r\n]/)
    throw new ConnectionError(
      `${name} gives no token (${[textOf(error) || `status ${status}`, why].filter((text) => text !== '').join(': ')}). Check the settings of the connection.`,
      { code: `sign_in_${textOf(error) || 'refused'}`, statusCode: status },
    )
  }
  if (typeof token !== 'string' || typeof seconds !== 'number') {
    throw new ConnectionError(
      `${name} answered a token request without a token. Check the addresses of the connection.`,
      {
        code: 'token_unreadable',
      },
    )
  }
  return {
    expiresAt: now + seconds * 1000,
    secrets: [token],
    sign: () => ({ authorization: `Bearer ${token}` }),
  }
}
