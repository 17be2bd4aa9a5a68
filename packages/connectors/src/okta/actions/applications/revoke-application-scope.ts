import { defineAction, path, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { statusCode } from '../../fields.ts'
import { findScopeGrant, readScopeGrant, scope } from '../../scope-grants.ts'

export const revokeApplicationScope = defineAction({
  id: 'okta.revoke_application_scope',
  title: 'Revoke scope of application',
  description: 'Takes a scope of the Okta API from an application. One it does not have is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.appGrants.manage'],
  input: z.object({ application, scope }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const grant = await findScopeGrant(http, input)
    if (grant === undefined) return { statusCode: 404 }
    const target = path`/api/v1/apps/${input.application}/grants/${grant.id}`
    const { status } = await http.request({ method: 'DELETE', path: target, allow: [404] })
    return { statusCode: status }
  },
  readState: readScopeGrant,
  inverse: {
    action: 'okta.grant_application_scope',
    input: ({ input, before }) => (before.isGranted ? { ...input } : undefined),
  },
})
