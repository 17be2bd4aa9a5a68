import { defineAction, field, path, z } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { findObject } from '../../define/find-object.ts'
import { identityProvider, userId } from '../../fields.ts'
import { toState } from '../../kinds/kind.ts'
import { identityProviderUserKind } from '../../kinds/identity-provider-user.ts'

export const linkUserToIdentityProvider = defineAction({
  id: 'okta.link_user_to_identity_provider',
  title: 'Link user to identity provider',
  description: 'Lets a user sign in with an account of an identity provider.',
  effect: 'write',
  scopes: ['okta.users.manage', 'okta.idps.read'],
  input: z.object({
    provider: identityProvider,
    user: userId,
    externalId: field(requiredText(), {
      title: 'External id',
      description: 'What the identity provider calls the user.',
    }),
  }),
  output: identityProviderUserKind.schema,
  async run({ provider, user, externalId }, { http }) {
    const link = path`/api/v1/idps/${provider}/users/${user}`
    return identityProviderUserKind.read(await http.post(link, { externalId }))
  },
  async lookUp({ provider, user, externalId }, { http }) {
    const found = await findObject(http, path`/api/v1/idps/${provider}/users/${user}`)
    return found?.['externalId'] === externalId ? identityProviderUserKind.read(found) : undefined
  },
  async readState({ provider, user }, { http }) {
    const found = await findObject(http, path`/api/v1/idps/${provider}/users/${user}`)
    return found === undefined ? null : toState(identityProviderUserKind.read(found))
  },
  inverse: {
    action: 'okta.unlink_user_from_identity_provider',
    input: ({ input, before }) =>
      before === null ? { provider: input.provider, user: input.user } : undefined,
  },
})
