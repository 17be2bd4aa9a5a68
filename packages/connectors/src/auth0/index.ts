import { defineConnector, path } from '@keyway/sdk'
import { bearer, signInAsClient } from '../client-credentials.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { deleteUser } from './actions/delete-user.ts'
import { readUser } from './actions/read-user.ts'
import { searchUsers } from './actions/search-users.ts'
import { describeError } from './client.ts'
import { connection } from './connection.ts'

const root = (url: string) => url.replace(/\/+$/, '')

export const auth0 = defineConnector({
  id: 'auth0',
  title: 'Auth0',
  description: 'Users of an Auth0 tenant, as a machine-to-machine application or by a Management API token.',
  connection,
  http: (settings) => ({
    baseUrl: root(settings.baseUrl),
    headers: { ...bearer(settings), Accept: 'application/json' },
  }),
  authorize: (settings, context) =>
    signInAsClient(settings, context, {
      path: path`/oauth/token`,
      form: { audience: `${root(settings.baseUrl)}/api/v2/` },
    }),
  describeError,
  async test({ http, connection: settings }) {
    await http.get(path`/api/v2/users`, { per_page: 1, fields: 'user_id' })
    return { ok: true, message: `Connected to ${String(settings['baseUrl'])}.` }
  },
  actions: [readUser, searchUsers, deleteUser, customApiRead, customApiAction],
})
