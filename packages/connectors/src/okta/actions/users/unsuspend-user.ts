import { defineAction, z } from '@keyway/sdk'
import { statusCode, user } from '../../fields.ts'
import { bringTo, lookUpStatus, readStatus } from '../../user-status.ts'

export const unsuspendUser = defineAction({
  id: 'okta.unsuspend_user',
  title: 'Unsuspend user',
  description: 'Makes a suspended user active again. Someone active counts as done.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  standsFor: ['torq:Unsuspend a user'],
  input: z.object({ user }),
  output: z.object({ statusCode }),
  run: (input, { http }) => bringTo(http, input.user, { step: 'unsuspend', to: 'ACTIVE' }),
  lookUp: (input, { http }) => lookUpStatus(http, input.user, 'ACTIVE'),
  readState: readStatus,
  inverse: {
    action: 'okta.suspend_user',
    input: ({ input, before }) => (before?.status === 'SUSPENDED' ? { ...input } : undefined),
  },
})
