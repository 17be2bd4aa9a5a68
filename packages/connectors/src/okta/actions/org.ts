import type { Action } from '@keyway/sdk'
import { listBrands } from './org/list-brands.ts'
import { listCustomDomains } from './org/list-custom-domains.ts'
import { listOrgContacts } from './org/list-org-contacts.ts'
import { readBrand } from './org/read-brand.ts'
import { readCustomDomain } from './org/read-custom-domain.ts'
import { readOrgContact } from './org/read-org-contact.ts'
import { readOrgSettings } from './org/read-org-settings.ts'

export const orgActions: readonly Action[] = [
  listBrands,
  listCustomDomains,
  listOrgContacts,
  readBrand,
  readCustomDomain,
  readOrgContact,
  readOrgSettings,
]
