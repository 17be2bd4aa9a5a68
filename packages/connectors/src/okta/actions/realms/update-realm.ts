import { field, isJsonObject, path, z } from '@keyway/sdk'
import { optional, requiredText } from '../../../input.ts'
import { defineReplacement } from '../../define/replacement.ts'
import { realm } from '../../fields.ts'
import { realmKind } from '../../kinds/realm.ts'

export const updateRealm = defineReplacement({
  id: 'okta.update_realm',
  title: 'Update realm',
  description: 'Changes the name or the domains of a realm; what is left out stays as it is.',
  scopes: ['okta.realms.manage'],
  input: z.object({
    realm,
    name: field(optional(requiredText()), { title: 'Name' }),
    domains: field(optional(z.array(z.string())), {
      title: 'Domains',
      description: 'All e-mail domains whose users belong there.',
    }),
  }),
  kind: realmKind,
  at: (input) => path`/api/v1/realms/${input.realm}`,
  without: ['isDefault'],
  fields: ({ name, domains }, found) => ({
    profile: {
      ...(isJsonObject(found['profile']) ? found['profile'] : {}),
      ...(name === undefined ? {} : { name }),
      ...(domains === undefined ? {} : { domains }),
    },
  }),
  restore: ({ profile }, input) => ({
    realm: input.realm,
    name: profile['name'] ?? null,
    domains: profile['domains'] ?? [],
  }),
})
