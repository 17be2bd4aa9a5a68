import { defineConnector } from '@keyway/sdk'
import { activateUser } from './actions/activate-user.ts'
import { addUserToGroup } from './actions/add-user-to-group.ts'
import { assignGroupToApplication } from './actions/assign-group-to-application.ts'
import { assignUserToApplication } from './actions/assign-user-to-application.ts'
import { clearUserSessions } from './actions/clear-user-sessions.ts'
import { createGroup } from './actions/create-group.ts'
import { createImportSession } from './actions/create-import-session.ts'
import { createUser } from './actions/create-user.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { deactivateUser } from './actions/deactivate-user.ts'
import { deleteImportSession } from './actions/delete-import-session.ts'
import { deleteUser } from './actions/delete-user.ts'
import { findUsers } from './actions/find-users.ts'
import { getUserGroups } from './actions/get-user-groups.ts'
import { importUsers } from './actions/import-users.ts'
import { listApplicationGroups } from './actions/list-application-groups.ts'
import { listApplicationUsers } from './actions/list-application-users.ts'
import { listGroupMembers } from './actions/list-group-members.ts'
import { listImportSessions } from './actions/list-import-sessions.ts'
import { listUsers } from './actions/list-users.ts'
import { mapSourceUsers } from './actions/map-source-users.ts'
import { reactivateUser } from './actions/reactivate-user.ts'
import { readApplication } from './actions/read-application.ts'
import { readApplicationUser } from './actions/read-application-user.ts'
import { readGroup } from './actions/read-group.ts'
import { readUser } from './actions/read-user.ts'
import { readUserByEmail } from './actions/read-user-by-email.ts'
import { removeUserFromApplication } from './actions/remove-user-from-application.ts'
import { removeUserFromGroup } from './actions/remove-user-from-group.ts'
import { resetPassword } from './actions/reset-password.ts'
import { searchApplications } from './actions/search-applications.ts'
import { searchGroups } from './actions/search-groups.ts'
import { searchSystemLog } from './actions/search-system-log.ts'
import { suspendUser } from './actions/suspend-user.ts'
import { triggerImportSession } from './actions/trigger-import-session.ts'
import { unlockUser } from './actions/unlock-user.ts'
import { unsuspendUser } from './actions/unsuspend-user.ts'
import { updateGroup } from './actions/update-group.ts'
import { updateUser } from './actions/update-user.ts'
import { describeError } from './client.ts'
import { connection, toBaseUrl } from './connection.ts'
import { events } from './events.ts'
import { rateBucket } from './rate-bucket.ts'
import { authorize } from './sign-in.ts'
import { testConnection } from './test-connection.ts'

export const okta = defineConnector({
  id: 'okta',
  title: 'Okta',
  description: 'An Okta org: users, groups, sessions, the System Log, and every endpoint of its API.',
  connection,
  http: (values) => ({
    baseUrl: toBaseUrl(values),
    headers: {
      ...(values.signIn === 'api_token' ? { Authorization: `SSWS ${values.token ?? ''}` } : {}),
      Accept: 'application/json',
      'User-Agent': 'keyway/0.1 (okta connector)',
    },
  }),
  authorize,
  keyPair: { current: 'privateKey', next: 'nextPrivateKey' },
  rateBucket,
  describeError,
  test: testConnection,
  actions: [
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
    clearUserSessions,
    deleteUser,
    addUserToGroup,
    removeUserFromGroup,
    readGroup,
    searchGroups,
    createGroup,
    updateGroup,
    listGroupMembers,
    getUserGroups,
    readApplication,
    searchApplications,
    listApplicationUsers,
    readApplicationUser,
    assignUserToApplication,
    removeUserFromApplication,
    listApplicationGroups,
    assignGroupToApplication,
    createImportSession,
    listImportSessions,
    mapSourceUsers,
    importUsers,
    triggerImportSession,
    deleteImportSession,
    searchSystemLog,
    customApiRead,
    customApiAction,
  ],
  events,
})
