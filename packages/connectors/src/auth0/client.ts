import { RemoteError, isJsonObject } from '@keyway/sdk'
import type { HttpResponse, Json, JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** Reads `{ statusCode, error, message, errorCode }`, and the error of a sign-in (RFC 6749 section 5.2). */
export function describeError({ body }: HttpResponse): { code?: string; message?: string } | undefined {
  if (!isJsonObject(body)) return undefined
  const code = textOf(body['errorCode'])
  const text = textOf(body['message']) || textOf(body['error_description']) || textOf(body['error'])
  if (text === '') return undefined
  return { ...(code === '' ? {} : { code: `auth0_${code}` }), message: `Auth0 refused: ${text}` }
}

export function toUser(body: Json): JsonObject {
  if (isJsonObject(body) && textOf(body['user_id']) !== '') return body
  throw new RemoteError('Auth0 answered without a user; check the domain of the connection.', {
    code: 'auth0_unexpected_answer',
    body,
  })
}
