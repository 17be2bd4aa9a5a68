import { InputError, defineAction, field, path, z } from '@keyway/sdk'
import { optional, record } from '../../../input.ts'
import {
  application,
  applicationUserRecord,
  readUserAssignment,
  toApplicationUser,
} from '../../applications.ts'
import { applicationUserAttributes } from '../../attributes.ts'
import { userId } from '../../fields.ts'

export const updateApplicationUser = defineAction({
  id: 'okta.update_application_user',
  title: 'Update assigned user',
  description:
    'Changes the user name or the attributes that a user has in an application. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.apps.manage'],
  input: z.object({
    application,
    user: userId,
    userName: field(optional(z.string()), { title: 'User name', description: 'In the application.' }),
    profile: field(optional(record()), {
      title: 'Profile',
      description: 'Attributes by name; those that are not named stay.',
      dynamicFields: applicationUserAttributes,
    }),
  }),
  output: applicationUserRecord,
  async run({ userName, profile, ...input }, { http }) {
    if (userName === undefined && profile === undefined) {
      throw new InputError('There is nothing to change: give a user name or attributes of the profile.')
    }
    const body = {
      ...(userName === undefined ? {} : { credentials: { userName } }),
      ...(profile === undefined ? {} : { profile }),
    }
    return toApplicationUser(
      await http.post(path`/api/v1/apps/${input.application}/users/${input.user}`, body),
    )
  },
  readState: readUserAssignment,
  inverse: {
    action: 'okta.update_application_user',
    input({ input, before }) {
      if (before === null) return undefined
      const { application: app, user, userName, profile } = input
      const names = Object.keys(profile ?? {})
      return {
        application: app,
        user,
        ...(userName === undefined ? {} : { userName: before.userName }),
        ...(profile === undefined
          ? {}
          : { profile: Object.fromEntries(names.map((name) => [name, before.profile[name] ?? null])) }),
      }
    },
  },
})
