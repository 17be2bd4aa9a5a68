import { defineAction, field, z } from '@keyway/sdk'
import { requiredText } from '../../input.ts'
import { userPath } from '../client.ts'

export const activateUser = defineAction({
  id: 'salesforce.activate_user',
  title: 'Activate user',
  description: 'Makes a user active. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['api'],
  standsFor: ['okta-workflows:salesforce2_29.activateUser'],
  input: z.object({ user: field(requiredText(), { title: 'User', description: 'Id.' }) }),
  output: z.object({ statusCode: z.int() }),
  async run({ user }, context) {
    const { status } = await context.http.request({
      method: 'PATCH',
      path: userPath(context, user),
      body: { IsActive: true },
    })
    return { statusCode: status }
  },
})
