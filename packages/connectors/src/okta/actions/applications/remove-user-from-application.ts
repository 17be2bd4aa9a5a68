import { defineAction, field, path, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { application, readUserAssignment } from '../../applications.ts'
import { deleteWithin } from '../../client.ts'
import { statusCode, userId } from '../../fields.ts'

export const removeUserFromApplication = defineAction({
  id: 'okta.remove_user_from_application',
  title: 'Remove user from application',
  description:
    'Takes an application away from a user, who may be deprovisioned there. Without assignment it is no error. ' +
    'Assignments by a group cannot be removed one by one.',
  effect: 'idempotent',
  scopes: ['okta.apps.manage'],
  standsFor: ['okta-workflows:okta.removeUserFromApplication', 'torq:Remove a user from an app'],
  input: z.object({
    application,
    user: userId,
    sendEmail: field(withDefault(z.boolean(), false), {
      title: 'Send e-mail',
      description: 'Whether Okta writes to the administrators.',
    }),
  }),
  output: z.object({ statusCode }),
  async run({ application: app, user, sendEmail }, { http }) {
    const { status } = await deleteWithin(http, {
      path: path`/api/v1/apps/${app}/users/${user}`,
      query: { sendEmail },
      within: path`/api/v1/apps/${app}`,
    })
    return { statusCode: status }
  },
  readState: readUserAssignment,
  inverse: {
    action: 'okta.assign_user_to_application',
    // What a group gives is not taken away, so there is nothing to give back.
    input: ({ input, before }) =>
      before?.scope === 'USER' ? { application: input.application, user: input.user, ...before } : undefined,
  },
})
