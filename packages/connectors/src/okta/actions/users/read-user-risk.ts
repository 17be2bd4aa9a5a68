import { defineAction, z } from '@keyway/sdk'
import { userId } from '../../fields.ts'
import { readRisk, riskRecord } from '../../user-risk.ts'

export const readUserRisk = defineAction({
  id: 'okta.read_user_risk',
  title: 'Read user risk',
  description: 'Reads how risky Okta takes a user to be. Needs Identity Threat Protection.',
  effect: 'read',
  scopes: ['okta.userRisk.read'],
  input: z.object({ user: userId }),
  output: riskRecord,
  run: readRisk,
})
