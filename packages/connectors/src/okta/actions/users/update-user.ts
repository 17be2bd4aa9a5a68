import { defineAction, field, path, z } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { record, withDefault } from '../../../input.ts'
import { userAttributes } from '../../attributes.ts'
import { user } from '../../fields.ts'
import { toUser, userRecord } from '../../records.ts'
import { readProfile } from '../../user-status.ts'

export const updateUser = defineAction({
  id: 'okta.update_user',
  title: 'Update user',
  description:
    'Changes profile attributes. Partial keeps the attributes that are not named; replace sets them to null. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  standsFor: ['okta-workflows:okta.updateUser'],
  input: z.object({
    user,
    profile: field(record(), {
      title: 'Profile',
      description: 'Attributes by name.',
      dynamicFields: userAttributes,
    }),
    mode: field(withDefault(z.enum(['partial', 'replace']), 'partial'), { title: 'Mode' }),
  }),
  output: userRecord,
  async run({ profile, mode, ...input }, { http }) {
    const target = path`/api/v1/users/${input.user}`
    return toUser(
      mode === 'replace' ? await http.put(target, { profile }) : await http.post(target, { profile }),
    )
  },
  readState: readProfile,
  inverse: {
    action: 'okta.update_user',
    input({ input, before }) {
      if (before === null) return undefined
      const { user: id, mode } = input
      const profile = mode === 'replace' ? before.profile : valuesBefore(before.profile, input.profile)
      return { user: id, profile, mode }
    },
  },
})

/** The changed attributes as they were; null takes away one that was not set. */
function valuesBefore(before: JsonObject, changed: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(changed).map((name) => [name, before[name] ?? null]))
}
