import { defineConnector, isJsonObject, path } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { addUserToGroup } from './actions/add-user-to-group.ts'
import { assignLicense } from './actions/assign-license.ts'
import { createGuestUser } from './actions/create-guest-user.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { deleteGroup } from './actions/delete-group.ts'
import { disableUserAccount } from './actions/disable-user-account.ts'
import { enableUserAccount } from './actions/enable-user-account.ts'
import { listLicenses } from './actions/list-licenses.ts'
import { readUser } from './actions/read-user.ts'
import { removeLicense } from './actions/remove-license.ts'
import { removeUserFromGroup } from './actions/remove-user-from-group.ts'
import { revokeUserSessions } from './actions/revoke-user-sessions.ts'
import { searchGroups } from './actions/search-groups.ts'
import { sendEmail } from './actions/send-email.ts'
import { describeError } from './client.ts'
import { connection } from './connection.ts'
import { authorize } from './sign-in.ts'

export const microsoft365 = defineConnector({
  id: 'microsoft365',
  title: 'Microsoft 365',
  description: 'A Microsoft 365 tenant (Entra ID, Exchange Online) through Microsoft Graph.',
  connection,
  http: ({ baseUrl, signInUrl }) => ({ baseUrl, signInUrl, headers: { Accept: 'application/json' } }),
  authorize,
  describeError,
  async test({ http }) {
    const answer = await http.request({
      method: 'GET',
      path: path`/organization`,
      query: { $select: 'id,displayName' },
      allow: [403],
    })
    if (answer.status === 403) {
      // Reading the organization is a permission of its own, which an app for one task need not have.
      return { ok: true, message: 'Signed in. The app may not read the name of the tenant.' }
    }
    const { value } = isJsonObject(answer.body) ? answer.body : {}
    const [tenant] = Array.isArray(value) ? value.filter(isJsonObject) : []
    return { ok: true, message: `Connected to ${textOf(tenant?.['displayName']) || 'an unnamed tenant'}.` }
  },
  actions: [
    addUserToGroup,
    assignLicense,
    createGuestUser,
    customApiAction,
    customApiRead,
    deleteGroup,
    disableUserAccount,
    enableUserAccount,
    listLicenses,
    readUser,
    removeLicense,
    removeUserFromGroup,
    revokeUserSessions,
    searchGroups,
    sendEmail,
  ],
})
