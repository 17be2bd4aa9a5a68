import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { realmAssignment } from '../../fields.ts'

export const activateRealmAssignment = defineStatusChange({
  id: 'okta.activate_realm_assignment',
  title: 'Activate realm assignment',
  description: 'Lets a rule put users into its realm. One that is active already counts as done.',
  scopes: ['okta.realmAssignments.manage'],
  input: z.object({ realmAssignment }),
  at: (input) => path`/api/v1/realm-assignments/${input.realmAssignment}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_realm_assignment', restores: 'INACTIVE' },
})
