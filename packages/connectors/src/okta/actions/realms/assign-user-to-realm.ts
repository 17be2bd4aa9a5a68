import { defineAction, path, z } from '@keyway/sdk'
import { findObject } from '../../define/find-object.ts'
import { realm, userId } from '../../fields.ts'
import { toUser, userRecord } from '../../records.ts'

export const assignUserToRealm = defineAction({
  id: 'okta.assign_user_to_realm',
  title: 'Assign user to realm',
  description: 'Moves a user into a realm. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  input: z.object({ user: userId, realm }),
  output: userRecord,
  async run({ user, realm: realmId }, { http }) {
    return toUser(await http.post(path`/api/v1/users/${user}`, { realmId }))
  },
  async readState({ user }, { http }) {
    const found = await findObject(http, path`/api/v1/users/${user}`)
    return found === undefined ? null : { realmId: toUser(found).realmId }
  },
  inverse: {
    action: 'okta.assign_user_to_realm',
    input: ({ input, before }) =>
      typeof before?.realmId === 'string' && before.realmId !== input.realm
        ? { user: input.user, realm: before.realmId }
        : undefined,
  },
})
