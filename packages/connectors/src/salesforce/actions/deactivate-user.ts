import { defineAction, field, z } from '@keyway/sdk'
import { requiredText } from '../../input.ts'
import { userPath } from '../client.ts'

export const deactivateUser = defineAction({
  id: 'salesforce.deactivate_user',
  title: 'Deactivate user',
  description: 'Makes a user inactive: no sign-in, records stay. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['api'],
  standsFor: ['okta-workflows:salesforce2_29.deactivateUser'],
  input: z.object({ user: field(requiredText(), { title: 'User', description: 'Id.' }) }),
  output: z.object({ statusCode: z.int() }),
  async run({ user }, context) {
    const { status } = await context.http.request({
      method: 'PATCH',
      path: userPath(context, user),
      body: { IsActive: false },
    })
    return { statusCode: status }
  },
})
