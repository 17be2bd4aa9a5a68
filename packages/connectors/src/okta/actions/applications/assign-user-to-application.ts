import { defineAction, field, path, z } from '@keyway/sdk'
import type { Http } from '@keyway/sdk'
import { optional, record, withDefault } from '../../../input.ts'
import {
  application,
  applicationUserRecord,
  readUserAssignment,
  toApplicationUser,
} from '../../applications.ts'
import { applicationUserAttributes } from '../../attributes.ts'
import { findAt, isOktaError } from '../../client.ts'
import { userId } from '../../fields.ts'

export const assignUserToApplication = defineAction({
  id: 'okta.assign_user_to_application',
  title: 'Assign user to application',
  description: 'Assigns an application to a user. Someone assigned already stays as they are.',
  effect: 'write',
  scopes: ['okta.apps.manage'],
  standsFor: ['okta-workflows:okta.assignUserToApplicationForSSO', 'torq:Assign a user to an app'],
  input: z.object({
    application,
    user: userId,
    scope: field(withDefault(z.enum(['USER', 'GROUP']), 'USER'), { title: 'Scope' }),
    userName: field(optional(z.string()), { title: 'User name', description: 'In the application.' }),
    password: field(optional(z.string()), { title: 'Password', secret: true }),
    profile: field(withDefault(record(), {}), {
      title: 'Profile',
      description: 'Attributes by name.',
      dynamicFields: applicationUserAttributes,
    }),
  }),
  output: applicationUserRecord,
  async run({ application: app, user, scope, userName, password, profile }, { http }) {
    const credentials = {
      ...(userName === undefined ? {} : { userName }),
      ...(password === undefined ? {} : { password: { value: password } }),
    }
    const body = {
      id: user,
      scope,
      ...(Object.keys(credentials).length === 0 ? {} : { credentials }),
      ...(Object.keys(profile).length === 0 ? {} : { profile }),
    }
    try {
      return toApplicationUser(await http.post(path`/api/v1/apps/${app}/users`, body))
    } catch (error) {
      if (!isOktaError(error, 'E0000062')) throw error
      const assigned = await findAssigned(http, { app, user })
      if (assigned === undefined) throw error
      return assigned
    }
  },
  lookUp: (input, { http }) => findAssigned(http, { app: input.application, user: input.user }),
  readState: readUserAssignment,
  inverse: {
    action: 'okta.remove_user_from_application',
    input: ({ input, before }) =>
      before === null ? { application: input.application, user: input.user } : undefined,
  },
})

async function findAssigned(http: Http, { app, user }: { app: string; user: string }) {
  const found = await findAt(http, path`/api/v1/apps/${app}/users/${user}`)
  return found === undefined ? undefined : toApplicationUser(found)
}
