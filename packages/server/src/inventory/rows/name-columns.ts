import type { InventoryTable } from '@keyway/identity'

/** The column that people know a row by; null where its key has to do. */
export const nameColumns: Readonly<Record<InventoryTable, string | null>> = {
  okta_users: 'name',
  okta_groups: 'name',
  okta_apps: 'label',
  okta_role_assignments: 'label',
  okta_objects: 'name',
  okta_factors: 'type',
  okta_group_members: null,
  okta_app_users: null,
  okta_app_groups: null,
}
