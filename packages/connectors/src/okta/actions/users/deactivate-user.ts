import { defineAction, field, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { changeStatus, findUser } from '../../client.ts'
import { statusCode, user } from '../../fields.ts'

export const deactivateUser = defineAction({
  id: 'okta.deactivate_user',
  title: 'Deactivate user',
  description: 'Deactivates a user and removes all app assignments; apps may delete the data of the account.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  standsFor: ['okta-workflows:okta.deactivateUser', 'torq:Deactivate a user'],
  input: z.object({
    user,
    sendEmail: field(withDefault(z.boolean(), false), {
      title: 'Send e-mail',
      description: 'Whether Okta tells the administrators.',
    }),
  }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const query = { sendEmail: input.sendEmail }
    const { status } = await changeStatus(http, input.user, { step: 'deactivate', query })
    return { statusCode: status }
  },
  async lookUp(input, { http }) {
    const found = await findUser(http, input.user)
    return found?.status === 'DEPROVISIONED' ? { statusCode: 200 } : undefined
  },
})
