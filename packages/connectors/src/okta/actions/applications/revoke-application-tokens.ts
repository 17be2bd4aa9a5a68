import { defineAction, path, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { statusCode } from '../../fields.ts'
import { tokenIdsAt } from '../../grants.ts'

export const revokeApplicationTokens = defineAction({
  id: 'okta.revoke_application_tokens',
  title: 'Revoke all tokens of application',
  description:
    'Revokes every refresh token of an application, of all users. Access tokens that are out live until they expire. ' +
    'Repeating it changes nothing.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.apps.manage'],
  input: z.object({ application }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const tokens = path`/api/v1/apps/${input.application}/tokens`
    const { status } = await http.request({ method: 'DELETE', path: tokens })
    return { statusCode: status }
  },
  async readState(input, { http }) {
    return { tokens: await tokenIdsAt(http, path`/api/v1/apps/${input.application}/tokens`) }
  },
})
