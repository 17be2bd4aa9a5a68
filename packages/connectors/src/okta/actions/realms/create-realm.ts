import { field, path, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../../../input.ts'
import { defineCreation } from '../../define/creation.ts'
import { realmKind } from '../../kinds/realm.ts'

export const createRealm = defineCreation({
  id: 'okta.create_realm',
  title: 'Create realm',
  description: 'Creates a realm. Fails if the name is taken.',
  scopes: ['okta.realms.manage'],
  input: z.object({
    name: field(requiredText(), { title: 'Name' }),
    realmType: field(withDefault(z.enum(['DEFAULT', 'PARTNER']), 'DEFAULT'), { title: 'Type' }),
    domains: field(withDefault(z.array(z.string()), []), {
      title: 'Domains',
      description: 'E-mail domains whose users belong there.',
    }),
  }),
  kind: realmKind,
  within: () => ({ path: path`/api/v1/realms` }),
  body: ({ name, realmType, domains }) => ({
    profile: { name, realmType, ...(domains.length === 0 ? {} : { domains }) },
  }),
  isNamed: (item, { name }) => Object(item['profile']).name === name,
  inverse: { action: 'okta.delete_realm', input: ({ id }) => ({ realm: id }) },
})
