import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { orgContactKind } from '../../kinds/org-contact.ts'
import { defineListing } from '../../listing.ts'

export const listOrgContacts = defineListing({
  id: 'okta.list_org_contacts',
  title: 'List org contacts',
  description: 'Lists the kinds of contacts that the org names to Okta.',
  scopes: ['okta.orgs.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/org/contacts`, pageSize: null, limit: input.limit }),
  ...listOf('contacts', orgContactKind),
})
