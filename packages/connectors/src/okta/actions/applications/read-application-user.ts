import { defineAction, path, z } from '@keyway/sdk'
import { application, applicationUserRecord, toApplicationUser } from '../../applications.ts'
import { userId } from '../../fields.ts'

export const readApplicationUser = defineAction({
  id: 'okta.read_application_user',
  title: 'Read assigned user',
  description: 'Reads how a user is assigned to an application. Fails with okta_E0000007 without assignment.',
  effect: 'read',
  scopes: ['okta.apps.read'],
  standsFor: ['okta-workflows:okta.getAssignedUserForApplication'],
  input: z.object({ application, user: userId }),
  output: applicationUserRecord,
  async run(input, { http }) {
    return toApplicationUser(await http.get(path`/api/v1/apps/${input.application}/users/${input.user}`))
  },
})
