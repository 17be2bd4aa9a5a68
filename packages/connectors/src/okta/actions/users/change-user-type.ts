import { defineAction, isJsonObject, path, z } from '@keyway/sdk'
import type { Http, JsonObject } from '@keyway/sdk'
import { textOf } from '../../../input.ts'
import { user, userType } from '../../fields.ts'
import { toUser, userRecord } from '../../records.ts'

export const changeUserType = defineAction({
  id: 'okta.change_user_type',
  title: 'Change user type',
  description:
    'Moves a user to another user type, with the attributes as they are. Fails when somebody changes the user meanwhile.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  input: z.object({ user, userType }),
  output: userRecord,
  async run(input, { http }) {
    const found = await read(http, input.user)
    // Only a full replacement changes the type, and it takes back what was changed since the profile was read.
    const { body } = await http.request({
      method: 'PUT',
      path: path`/api/v1/users/${found.id}`,
      body: { profile: found.profile, type: { id: input.userType } },
      ...(found.etag === undefined ? {} : { headers: { 'If-Match': found.etag } }),
    })
    return toUser(body)
  },
  async readState(input, { http }) {
    const { type } = await read(http, input.user)
    return { type }
  },
  inverse: {
    action: 'okta.change_user_type',
    input: ({ input, before }) => (before.type === '' ? undefined : { ...input, userType: before.type }),
  },
})

async function read(
  http: Http,
  id: string,
): Promise<{ id: string; profile: JsonObject; type: string; etag: string | undefined }> {
  const { body, headers } = await http.request({ method: 'GET', path: path`/api/v1/users/${id}` })
  const found = toUser(body)
  const type = isJsonObject(found.raw['type']) ? textOf(found.raw['type']['id']) : ''
  return { id: found.id, profile: found.profile, type, etag: headers['etag'] }
}
