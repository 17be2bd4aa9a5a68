import { defineConnector, path } from '@keyway/sdk'
import { bearer, signInAsClient } from '../client-credentials.ts'
import { textOf } from '../input.ts'
import { activateUser } from './actions/activate-user.ts'
import { createUser } from './actions/create-user.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { deactivateUser } from './actions/deactivate-user.ts'
import { findUser } from './actions/find-user.ts'
import { describeError, query } from './client.ts'
import { connection } from './connection.ts'

export const salesforce = defineConnector({
  id: 'salesforce',
  title: 'Salesforce',
  description: 'Users of a Salesforce org, as a connected app (client credentials) or by an access token.',
  connection,
  http: (settings) => ({
    baseUrl: settings.baseUrl.replace(/\/+$/, ''),
    headers: { ...bearer(settings), Accept: 'application/json' },
  }),
  authorize: (settings, context) => signInAsClient(settings, context, { path: path`/services/oauth2/token` }),
  describeError,
  async test(context) {
    const [organization] = await query(context, 'SELECT Name FROM Organization LIMIT 1')
    return { ok: true, message: `Connected to ${textOf(organization?.['Name']) || 'an unnamed org'}.` }
  },
  actions: [findUser, createUser, activateUser, deactivateUser, customApiRead, customApiAction],
})
