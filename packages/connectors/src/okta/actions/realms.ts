import type { Action } from '@keyway/sdk'
import { activateRealmAssignment } from './realms/activate-realm-assignment.ts'
import { assignUserToRealm } from './realms/assign-user-to-realm.ts'
import { createRealm } from './realms/create-realm.ts'
import { deactivateRealmAssignment } from './realms/deactivate-realm-assignment.ts'
import { deleteRealm } from './realms/delete-realm.ts'
import { listRealmAssignments } from './realms/list-realm-assignments.ts'
import { listRealmUsers } from './realms/list-realm-users.ts'
import { readRealm } from './realms/read-realm.ts'
import { searchRealms } from './realms/search-realms.ts'
import { updateRealm } from './realms/update-realm.ts'

export const realmActions: readonly Action[] = [
  listRealmAssignments,
  listRealmUsers,
  searchRealms,
  readRealm,
  createRealm,
  updateRealm,
  activateRealmAssignment,
  assignUserToRealm,
  deactivateRealmAssignment,
  deleteRealm,
]
