import { defineAction, path, z } from '@keyway/sdk'
import { deleteWithin, findAt } from '../../client.ts'
import { statusCode, userId } from '../../fields.ts'
import { grant, grantsOf } from '../../grants.ts'
import { toGrant } from '../../records/grants.ts'

export const revokeUserGrant = defineAction({
  id: 'okta.revoke_user_grant',
  title: 'Revoke grant of user',
  description: 'Takes back one scope that a user let a client have. One that is gone is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.users.manage'],
  input: z.object({ user: userId, grant }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await deleteWithin(http, {
      path: path`/api/v1/users/${input.user}/grants/${input.grant}`,
      within: grantsOf(input.user),
    })
    return { statusCode: status }
  },
  async readState(input, { http }) {
    const found = await findAt(http, path`/api/v1/users/${input.user}/grants/${input.grant}`)
    if (found === undefined) return null
    const { scopeId, clientId, status } = toGrant(found)
    return { scopeId, clientId, status }
  },
})
