import { defineAction, path, z } from '@keyway/sdk'
import { toObject, userFields } from '../client.ts'
import { toUser, userId, userOutput } from '../fields.ts'

export const deactivateUser = defineAction({
  id: 'box.deactivate_user',
  title: 'Deactivate user',
  description: 'Makes a user inactive: no sign-in, content stays. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['manage_managed_users'],
  standsFor: ['okta-workflows:box.deactivateUser'],
  input: z.object({ user: userId }),
  output: userOutput,
  async run({ user }, { http }) {
    return toUser(
      toObject(await http.put(path`/2.0/users/${user}`, { status: 'inactive' }, { fields: userFields })),
    )
  },
})
