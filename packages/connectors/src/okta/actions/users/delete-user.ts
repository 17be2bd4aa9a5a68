import { InputError, defineAction, path, z } from '@keyway/sdk'
import { statusCode, user } from '../../fields.ts'
import { toUser } from '../../records.ts'
import { findUser } from '../../user-status.ts'

export const deleteUser = defineAction({
  id: 'okta.delete_user',
  title: 'Delete user',
  description: 'Deletes a deactivated user for good. Refuses a user who is not deactivated.',
  effect: 'destructive',
  scopes: ['okta.users.manage'],
  standsFor: ['okta-workflows:okta.deleteUser', 'torq:Delete a user'],
  input: z.object({ user }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    // On a live user the same call only deactivates, and a second one deletes: a repeat would turn one into the other.
    const found = toUser(await http.get(path`/api/v1/users/${input.user}`))
    if (found.status !== 'DEPROVISIONED') {
      throw new InputError(
        `User ${input.user} is ${found.status}. Only a DEPROVISIONED user can be deleted; run okta.deactivate_user first.`,
        { code: 'okta_user_not_deactivated' },
      )
    }
    // Gone in between is what was asked for.
    await http.request({ method: 'DELETE', path: path`/api/v1/users/${found.id}`, allow: [404, 410] })
    return { statusCode: 204 }
  },
  async lookUp(input, { http }) {
    return (await findUser(http, input.user)) === undefined ? { statusCode: 204 } : undefined
  },
  async readState(input, { http }) {
    const found = await findUser(http, input.user)
    return found === undefined ? null : { id: found.id, status: found.status, profile: found.profile }
  },
})
