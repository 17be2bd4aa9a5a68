import { RemoteError, defineAction, field, path, z } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { asList } from '../../fields.ts'
import { toUser, userRecord } from '../../records.ts'

export const readUserByEmail = defineAction({
  id: 'okta.read_user_by_email',
  title: 'Read user by e-mail',
  description:
    'Reads the one user with this primary e-mail address. Addresses are not unique in Okta: fails if nobody or more than one user has it.',
  effect: 'read',
  scopes: ['okta.users.read'],
  standsFor: ['torq:Get a user by email'],
  input: z.object({ email: field(requiredText(), { title: 'E-mail' }) }),
  output: userRecord,
  async run({ email }, { http }) {
    // `filter` reads the primary store, so a user created a moment ago is found; `search` lags behind.
    const filter = `profile.email eq ${JSON.stringify(email)}`
    const users = asList(await http.get(path`/api/v1/users`, { filter, limit: 2 }))
    const [first] = users
    if (first === undefined) {
      throw new RemoteError(`No user has the e-mail address ${email}.`, { code: 'okta_user_not_found' })
    }
    if (users.length > 1) {
      throw new RemoteError(
        `More than one user has the e-mail address ${email}; read the user by login or id.`,
        {
          code: 'okta_user_ambiguous',
        },
      )
    }
    return toUser(first)
  },
})
