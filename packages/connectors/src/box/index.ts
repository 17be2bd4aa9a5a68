import { defineConnector, path } from '@keyway/sdk'
import { bearer, signInAsClient } from '../client-credentials.ts'
import { textOf } from '../input.ts'
import { createNewUser } from './actions/create-new-user.ts'
import { createPersonalFolder } from './actions/create-personal-folder.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { deactivateUser } from './actions/deactivate-user.ts'
import { deleteUser } from './actions/delete-user.ts'
import { findUser } from './actions/find-user.ts'
import { transferUserFolders } from './actions/transfer-user-folders.ts'
import { describeError, toObject } from './client.ts'
import { connection } from './connection.ts'

export const box = defineConnector({
  id: 'box',
  title: 'Box',
  description:
    'Users and folders of a Box enterprise, as its service account (client credentials) or by a token.',
  connection,
  http: (settings) => ({
    baseUrl: settings.baseUrl.replace(/\/+$/, ''),
    headers: { ...bearer(settings), Accept: 'application/json' },
  }),
  authorize: (settings, context) =>
    signInAsClient(settings, context, {
      path: path`/oauth2/token`,
      form: { box_subject_type: 'enterprise', box_subject_id: settings.enterpriseId ?? '' },
    }),
  describeError,
  async test({ http }) {
    const { login } = toObject(await http.get(path`/2.0/users/me`))
    return { ok: true, message: `Connected as ${textOf(login)}.` }
  },
  actions: [
    findUser,
    createNewUser,
    deactivateUser,
    transferUserFolders,
    deleteUser,
    createPersonalFolder,
    customApiRead,
    customApiAction,
  ],
})
