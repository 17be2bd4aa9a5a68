import type { Action } from '@keyway/sdk'
import { activateUser } from './users/activate-user.ts'
import { changeUserType } from './users/change-user-type.ts'
import { createUser } from './users/create-user.ts'
import { deactivateUser } from './users/deactivate-user.ts'
import { deleteUser } from './users/delete-user.ts'
import { expirePassword } from './users/expire-password.ts'
import { findUsers } from './users/find-users.ts'
import { getUserGroups } from './users/get-user-groups.ts'
import { listUserApplicationLinks } from './users/list-user-application-links.ts'
import { listUserBlocks } from './users/list-user-blocks.ts'
import { listUserDevices } from './users/list-user-devices.ts'
import { listUsers } from './users/list-users.ts'
import { reactivateUser } from './users/reactivate-user.ts'
import { readUserByEmail } from './users/read-user-by-email.ts'
import { readUserClassification } from './users/read-user-classification.ts'
import { readUserRisk } from './users/read-user-risk.ts'
import { readUser } from './users/read-user.ts'
import { replaceUser } from './users/replace-user.ts'
import { resetPassword } from './users/reset-password.ts'
import { setPassword } from './users/set-password.ts'
import { setRecoveryQuestion } from './users/set-recovery-question.ts'
import { setTemporaryPassword } from './users/set-temporary-password.ts'
import { setUserClassification } from './users/set-user-classification.ts'
import { setUserRisk } from './users/set-user-risk.ts'
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
  changeUserType,
  expirePassword,
  listUserApplicationLinks,
  listUserBlocks,
  listUserDevices,
  readUserClassification,
  readUserRisk,
  replaceUser,
  setPassword,
  setRecoveryQuestion,
  setTemporaryPassword,
  setUserClassification,
  setUserRisk,
]
