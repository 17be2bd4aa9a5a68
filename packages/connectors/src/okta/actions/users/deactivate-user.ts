import { defineAction, field, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { statusCode, user } from '../../fields.ts'
import { bringTo, lookUpStatus, readStatus } from '../../user-status.ts'

export const deactivateUser = defineAction({
  id: 'okta.deactivate_user',
  title: 'Deactivate user',
  description:
    'Deactivates a user and removes all app assignments; apps may delete the data of the account. Activating again does ' +
    'not bring these back. Someone deactivated counts as done.',
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
  run(input, { http }) {
    const query = { sendEmail: input.sendEmail }
    return bringTo(http, input.user, { step: 'deactivate', query, to: 'DEPROVISIONED' })
  },
  lookUp: (input, { http }) => lookUpStatus(http, input.user, 'DEPROVISIONED'),
  readState: readStatus,
})
