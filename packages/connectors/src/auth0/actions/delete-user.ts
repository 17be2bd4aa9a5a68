import { defineAction, path, z } from '@keyway/sdk'
import { userId } from '../fields.ts'

export const deleteUser = defineAction({
  id: 'auth0.delete_user',
  title: 'Delete user',
  description: 'Deletes a user. Auth0 also says so of one who is not there.',
  effect: 'destructive',
  scopes: ['delete:users'],
  standsFor: ['okta-workflows:auth0_293ca73ef2a04fe48eaa3bb7876df2e6.deleteUser_5OXBSvnvar'],
  input: z.object({ user: userId }),
  output: z.object({ statusCode: z.int() }),
  async run({ user }, { http }) {
    return {
      statusCode: (await http.request({ method: 'DELETE', path: path`/api/v2/users/${user}` })).status,
    }
  },
})
