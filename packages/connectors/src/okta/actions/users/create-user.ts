import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { optional, textOf, withDefault } from '../../../input.ts'
import { newUserAttributes } from '../../attributes.ts'
import { toUser, userRecord } from '../../records.ts'
import { findUser } from '../../user-status.ts'

const hasLogin = (profile: JsonObject) => textOf(profile['login']) !== ''

export const createUser = defineAction({
  id: 'okta.create_user',
  title: 'Create user',
  description:
    'Creates a user, with or without a password. Activating a user without one sends the activation mail.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  standsFor: ['okta-workflows:okta.createUser', 'torq:Create a user without credentials'],
  input: z.object({
    profile: field(anyObject.refine(hasLogin, 'A user needs a login.'), {
      title: 'Profile',
      description:
        'Attributes by name; login, email, firstName and lastName are what Okta asks for by default.',
      dynamicFields: newUserAttributes,
    }),
    activate: field(withDefault(z.boolean(), true), { title: 'Activate' }),
    password: field(optional(z.string()), { title: 'Password', secret: true }),
    changePassword: field(withDefault(z.boolean(), false), {
      title: 'Change password at next sign-in',
      description: 'Needs a password and activation.',
    }),
    groups: field(withDefault(z.array(z.string()), []), {
      title: 'Groups',
      description: 'Ids of groups to start in.',
    }),
  }),
  output: userRecord,
  async run({ profile, activate, password, changePassword, groups }, { http }) {
    const body: JsonObject = { profile }
    if (password !== undefined) body['credentials'] = { password: { value: password } }
    if (groups.length > 0) body['groupIds'] = groups
    const nextLogin = changePassword ? 'changePassword' : undefined
    return toUser(await http.post(path`/api/v1/users`, body, { activate, nextLogin }))
  },
  async lookUp({ profile }, { http }) {
    const found = await findUser(http, textOf(profile['login']))
    if (found === undefined) return undefined
    // A login that was taken before by someone else is no success of ours: trying again lets Okta say so.
    return Object.entries(profile).every(([name, value]) => isSame(found.profile[name], value))
      ? found
      : undefined
  },
  // Whoever has the login already. A user is not taken back: deleting one takes two steps, on purpose.
  async readState({ profile }, { http }) {
    const found = await findUser(http, textOf(profile['login']))
    return found === undefined ? null : { id: found.id, status: found.status }
  },
})

/** Okta drops empty attributes and does not keep the case of logins. */
function isSame(stored: unknown, sent: unknown): boolean {
  const normalize = (value: unknown) => (JSON.stringify(value ?? '') ?? '').toLowerCase()
  return normalize(stored) === normalize(sent)
}
