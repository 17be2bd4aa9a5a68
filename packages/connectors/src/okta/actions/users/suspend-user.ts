import { defineAction, z } from '@keyway/sdk'
import { statusCode, user } from '../../fields.ts'
import { bringTo, lookUpStatus, readStatus } from '../../user-status.ts'

export const suspendUser = defineAction({
  id: 'okta.suspend_user',
  title: 'Suspend user',
  description:
    'Suspends an active user. Sessions go on: clear them as well. Someone suspended counts as done.',
  effect: 'write',
  urgent: true,
  scopes: ['okta.users.manage'],
  standsFor: ['okta-workflows:okta.suspendUser', 'torq:Suspend a user'],
  input: z.object({ user }),
  output: z.object({ statusCode }),
  run: (input, { http }) => bringTo(http, input.user, { step: 'suspend', to: 'SUSPENDED' }),
  lookUp: (input, { http }) => lookUpStatus(http, input.user, 'SUSPENDED'),
  readState: readStatus,
  inverse: {
    action: 'okta.unsuspend_user',
    input: ({ input, before }) => (before?.status === 'ACTIVE' ? { ...input } : undefined),
  },
})
