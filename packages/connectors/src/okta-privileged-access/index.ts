import { defineConnector, path } from '@keyway/sdk'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { describeError } from './client.ts'
import { connection } from './connection.ts'
import { signIn } from './sign-in.ts'

export const oktaPrivilegedAccess = defineConnector({
  id: 'okta_privileged_access',
  title: 'Okta Privileged Access',
  description: 'A team of Okta Privileged Access, as a service user with an API key.',
  connection,
  http: ({ baseUrl }) => ({ baseUrl, headers: { Accept: 'application/json' } }),
  authorize: signIn,
  describeError,
  async test({ http, connection: settings }) {
    const { team } = connection.parse(settings)
    await http.get(path`/v1/teams/${team}/resource_groups`, { count: 1 })
    return { ok: true, message: `Connected to the team ${team}.` }
  },
  actions: [customApiRead, customApiAction],
})
