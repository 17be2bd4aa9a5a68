import type { Action } from '@keyway/sdk'
import { activateUser } from './users/activate-user.ts'
import { createUser } from './users/create-user.ts'
import { deactivateUser } from './users/deactivate-user.ts'
import { deleteUser } from './users/delete-user.ts'
import { findUsers } from './users/find-users.ts'
import { getUserGroups } from './users/get-user-groups.ts'
import { listUsers } from './users/list-users.ts'
import { reactivateUser } from './users/reactivate-user.ts'
import { readUser } from './users/read-user.ts'
import { readUserByEmail } from './users/read-user-by-email.ts'
import { resetPassword } from './users/reset-password.ts'
import { suspendUser } from './users/suspend-user.ts'
import { unlockUser } from './users/unlock-user.ts'
import { unsuspendUser } from './users/unsuspend-user.ts'
import { updateUser } from './users/update-user.ts'

export const userActions: readonly Action[] = [
  readUser,
  readUserByEmail,
  findUsers,
  listUsers,
  createUser,
  updateUser,
  activateUser,
  reactivateUser,
  deactivateUser,
  suspendUser,
  unsuspendUser,
  unlockUser,
  resetPassword,
  deleteUser,
  getUserGroups,
]
