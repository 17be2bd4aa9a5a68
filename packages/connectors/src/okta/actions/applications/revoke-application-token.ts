import { defineAction, path, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { deleteWithin, findAt } from '../../client.ts'
import { statusCode } from '../../fields.ts'
import { token } from '../../grants.ts'
import { toRefreshToken } from '../../records/grants.ts'

export const revokeApplicationToken = defineAction({
  id: 'okta.revoke_application_token',
  title: 'Revoke token of application',
  description: 'Revokes one refresh token of an application. One that is gone is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.apps.manage'],
  input: z.object({ application, token }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await deleteWithin(http, {
      path: path`/api/v1/apps/${input.application}/tokens/${input.token}`,
      within: path`/api/v1/apps/${input.application}`,
    })
    return { statusCode: status }
  },
  async readState(input, { http }) {
    const found = await findAt(http, path`/api/v1/apps/${input.application}/tokens/${input.token}`)
    if (found === undefined) return null
    const { userId, scopes, status } = toRefreshToken(found)
    return { userId, scopes, status }
  },
})
