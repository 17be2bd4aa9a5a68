import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { orgSettingsKind } from '../../kinds/org-settings.ts'

export const readOrgSettings = defineReading({
  id: 'okta.read_org_settings',
  title: 'Read org settings',
  description: 'Reads the name, address and state of the org.',
  scopes: ['okta.orgs.read'],
  input: z.object({}),
  kind: orgSettingsKind,
  at: () => path`/api/v1/org`,
})
