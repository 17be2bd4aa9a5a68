import { RemoteError, isJsonObject, path } from '@keyway/sdk'
import type { Http, HttpResponse, Json, JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** Reads `{ type: "error", code, message, request_id }`, and the error of a sign-in (RFC 6749 section 5.2). */
export function describeError({ body }: HttpResponse): { code?: string; message?: string } | undefined {
  if (!isJsonObject(body)) return undefined
  const code = textOf(body['code']) || textOf(body['error'])
  if (code === '') return undefined
  const text = textOf(body['message']) || textOf(body['error_description']) || code
  return { code: `box_${code}`, message: `Box refused: ${text}` }
}

/** Every field of a user that Box can tell; it tells few unless it is asked. */
export const userFields = [
  'type,id,name,login,created_at,modified_at,language,timezone,space_amount,space_used,max_upload_size,status',
  'job_title,phone,address,avatar_url,role,can_see_managed_users,is_sync_enabled,is_external_collab_restricted',
  'is_exempt_from_device_limits,is_exempt_from_login_verification,is_password_reset_required,enterprise,my_tags',
  'hostname,notification_email',
].join(',')

export function toObject(body: Json): JsonObject {
  if (isJsonObject(body) && textOf(body['id']) !== '') return body
  throw new RemoteError('Box answered without an id; check the base URL.', {
    code: 'box_unexpected_answer',
    body,
  })
}

/** The user with this login; otherwise the first whose name or login starts with the text. */
export async function findUser(http: Http, text: string): Promise<JsonObject | undefined> {
  const query = { filter_term: text, fields: userFields, limit: 100 }
  const body = await http.get(path`/2.0/users`, query)
  const entries =
    isJsonObject(body) && Array.isArray(body['entries']) ? body['entries'].filter(isJsonObject) : []
  return entries.find((user) => textOf(user['login']).toLowerCase() === text.toLowerCase()) ?? entries[0]
}
