import { defineConnector, field, path, z } from '@keyway/sdk'
import { requiredText } from '../input.ts'
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
import { readOktaDomain } from './domain.ts'
import { events } from './events.ts'
import { userLabel } from './fields.ts'
import { toUser } from './records.ts'

const domain = z.string().transform((text, context) => {
  const read = readOktaDomain(text)
  if ('domain' in read) return read.domain
  context.addIssue({ code: 'custom', message: read.problem })
  return z.NEVER
})

export const okta = defineConnector({
  id: 'okta',
  title: 'Okta',
  description: 'An Okta org: users, groups, sessions, the System Log, and every endpoint of its API.',
  connection: z.object({
    domain: field(domain, {
      title: 'Domain',
      description: 'Domain of the org. An address copied from the admin console is corrected.',
      placeholder: 'acme.okta.com',
    }),
    token: field(
      requiredText().transform((text) => text.trim().replace(/^SSWS\s+/i, '')),
      {
        title: 'API token',
        description: 'Security > API > Tokens. It can do what the administrator who made it can do.',
        secret: true,
      },
    ),
  }),
  http: (connection) => ({
    // Only a simulated org on this machine keeps its scheme in the domain.
    baseUrl: connection.domain.startsWith('http') ? connection.domain : `https://${connection.domain}`,
    headers: {
      Authorization: `SSWS ${connection.token}`,
      Accept: 'application/json',
      'User-Agent': 'keyway/0.1 (okta connector)',
    },
  }),
  describeError,
  async test({ http, connection }) {
    const owner = toUser(await http.get(path`/api/v1/users/me`))
    const message = `Connected to ${String(connection['domain'])}. The token belongs to ${userLabel(owner.profile)}.`
    return {
      ok: true,
      message,
      details: { userId: owner.id, login: owner.profile['login'] ?? null, status: owner.status },
    }
  },
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
