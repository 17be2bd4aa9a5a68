import { anyObject, defineAction, path, z } from '@keyway/sdk'
import { toUser } from '../client.ts'
import { userId } from '../fields.ts'

export const readUser = defineAction({
  id: 'auth0.read_user',
  title: 'Read user',
  description: 'Reads a user by id.',
  effect: 'read',
  scopes: ['read:users'],
  standsFor: ['okta-workflows:auth0_293ca73ef2a04fe48eaa3bb7876df2e6.readUser_yV4wY1c5VT'],
  input: z.object({ user: userId }),
  output: z.object({ user: anyObject }),
  async run({ user }, { http }) {
    return { user: toUser(await http.get(path`/api/v2/users/${user}`)) }
  },
})
