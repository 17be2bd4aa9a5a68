import { defineAction, path, z } from '@keyway/sdk'
import { deleteWithin } from '../../client.ts'
import { findObject } from '../../define/find-object.ts'
import { identityProvider, statusCode, userId } from '../../fields.ts'
import { toState } from '../../kinds/kind.ts'
import { identityProviderUserKind } from '../../kinds/identity-provider-user.ts'

export const unlinkUserFromIdentityProvider = defineAction({
  id: 'okta.unlink_user_from_identity_provider',
  title: 'Unlink user from identity provider',
  description:
    'Keeps a user from signing in with an account of an identity provider. Without a link it is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.idps.manage'],
  input: z.object({ provider: identityProvider, user: userId }),
  output: z.object({ statusCode }),
  async run({ provider, user }, { http }) {
    const { status } = await deleteWithin(http, {
      path: path`/api/v1/idps/${provider}/users/${user}`,
      within: path`/api/v1/idps/${provider}`,
    })
    return { statusCode: status }
  },
  async readState({ provider, user }, { http }) {
    const found = await findObject(http, path`/api/v1/idps/${provider}/users/${user}`)
    return found === undefined ? null : toState(identityProviderUserKind.read(found))
  },
  inverse: {
    action: 'okta.link_user_to_identity_provider',
    input: ({ input, before }) => (before === null ? undefined : { ...input, externalId: before.externalId }),
  },
})
