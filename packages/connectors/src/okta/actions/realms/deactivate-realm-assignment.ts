import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { realmAssignment } from '../../fields.ts'

export const deactivateRealmAssignment = defineStatusChange({
  id: 'okta.deactivate_realm_assignment',
  title: 'Deactivate realm assignment',
  description:
    'Stops a rule that puts users into a realm. Whom it put there stays. One that is inactive already counts as done.',
  scopes: ['okta.realmAssignments.manage'],
  input: z.object({ realmAssignment }),
  at: (input) => path`/api/v1/realm-assignments/${input.realmAssignment}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_realm_assignment', restores: 'ACTIVE' },
})
