import { defineAction, path, z } from '@keyway/sdk'
import { toUser, userRecord } from '../../records.ts'
import { user } from '../../fields.ts'

export const readUser = defineAction({
  id: 'okta.read_user',
  title: 'Read user',
  description: 'Reads one user by id or login. Fails with okta_E0000007 if there is none.',
  effect: 'read',
  scopes: ['okta.users.read'],
  standsFor: ['okta-workflows:okta.readUser', 'torq:Get a user by ID'],
  input: z.object({ user }),
  output: userRecord,
  async run(input, { http }) {
    return toUser(await http.get(path`/api/v1/users/${input.user}`))
  },
})
