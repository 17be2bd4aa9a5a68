import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { newUserAttributes } from '../../attributes.ts'
import { user } from '../../fields.ts'
import { toUser, userRecord } from '../../records.ts'
import { readProfile } from '../../user-status.ts'

export const replaceUser = defineAction({
  id: 'okta.replace_user',
  title: 'Replace user profile',
  description:
    'Replaces the whole profile of a user; what is not given is emptied. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  input: z.object({
    user,
    profile: field(anyObject, {
      title: 'Profile',
      description: 'All attributes by name, login and email among them.',
      dynamicFields: newUserAttributes,
    }),
    strict: field(withDefault(z.boolean(), true), {
      title: 'Strict',
      description: 'Whether Okta checks the request by the same rules as the user’s own.',
    }),
  }),
  output: userRecord,
  async run({ profile, strict, ...input }, { http }) {
    return toUser(await http.put(path`/api/v1/users/${input.user}`, { profile }, { strict }))
  },
  readState: readProfile,
  inverse: {
    action: 'okta.replace_user',
    input: ({ input, before }) => (before === null ? undefined : { ...input, profile: before.profile }),
  },
})
