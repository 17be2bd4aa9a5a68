import { ConnectionError, isJsonObject, path } from '@keyway/sdk'
import type { AuthorizeContext, Grant } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { describeError } from './client.ts'
import type { PrivilegedAccess } from './connection.ts'

/**
 * A token of the service user for its API key. Okta's API reference of Privileged Access: "Issue a service user token".
 *
 * @throws {ConnectionError} that says what was refused and what to check.
 */
export async function signIn(
  { team, keyId, keySecret }: PrivilegedAccess,
  { http }: AuthorizeContext,
): Promise<Grant> {
  const answer = await http.request({
    method: 'POST',
    path: path`/v1/teams/${team}/service_token`,
    body: { key_id: keyId, key_secret: keySecret },
    allow: [400, 401, 403, 404],
  })
  const { bearer_token: token, expires_at: end } = isJsonObject(answer.body) ? answer.body : {}
  if (answer.status >= 400) {
    const said = describeError(answer)?.message ?? `status ${answer.status}`
    throw new ConnectionError(
      `Okta Privileged Access gives no token (${said}). Check the address, the team, and whether the API key was rotated.`,
      { code: 'sign_in_refused', statusCode: answer.status },
    )
  }
  const expiresAt = Date.parse(textOf(end))
  if (typeof token !== 'string' || Number.isNaN(expiresAt)) {
    throw new ConnectionError(
      'Okta Privileged Access answered a token request without a token. Is the address that of its console?',
      { code: 'token_unreadable' },
    )
  }
  return { expiresAt, secrets: [token], sign: () => ({ authorization: `Bearer ${token}` }) }
}
