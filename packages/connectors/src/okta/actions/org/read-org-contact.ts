import { field, path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { orgContactUserKind } from '../../kinds/org-contact-user.ts'

export const readOrgContact = defineReading({
  id: 'okta.read_org_contact',
  title: 'Read org contact',
  description: 'Reads who is the contact of the org for bills or for technical questions.',
  scopes: ['okta.orgs.read'],
  input: z.object({ contact: field(z.enum(['BILLING', 'TECHNICAL']), { title: 'Contact' }) }),
  kind: orgContactUserKind,
  at: (input) => path`/api/v1/org/contacts/${input.contact}`,
})
