import { defineAction, path, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { toBaseUrl } from '../../connection.ts'
import { grantRecord, toGrant } from '../../records/grants.ts'
import { findScopeGrant, readScopeGrant, scope } from '../../scope-grants.ts'

const settings = z.object({ domain: z.string() })

export const grantApplicationScope = defineAction({
  id: 'okta.grant_application_scope',
  title: 'Grant scope to application',
  description: 'Lets an application ask for a scope of the Okta API. One it has already counts as done.',
  effect: 'write',
  scopes: ['okta.appGrants.manage'],
  input: z.object({ application, scope }),
  output: grantRecord,
  async run(input, { http, connection }) {
    const known = await findScopeGrant(http, input)
    if (known !== undefined) return known
    const body = { scopeId: input.scope, issuer: toBaseUrl(settings.parse(connection)) }
    return toGrant(await http.post(path`/api/v1/apps/${input.application}/grants`, body))
  },
  lookUp: (input, { http }) => findScopeGrant(http, input),
  readState: readScopeGrant,
  inverse: {
    action: 'okta.revoke_application_scope',
    input: ({ input, before }) => (before.isGranted ? undefined : { ...input }),
  },
})
