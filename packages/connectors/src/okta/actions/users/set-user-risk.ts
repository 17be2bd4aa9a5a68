import { defineAction, field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { userId } from '../../fields.ts'
import { readRisk, riskRecord, toRisk } from '../../user-risk.ts'

const level = z.enum(['LOW', 'MEDIUM', 'HIGH'])

export const setUserRisk = defineAction({
  id: 'okta.set_user_risk',
  title: 'Set user risk',
  description:
    'Says how risky a user is; policies of entity risk act on it at once. Needs Identity Threat Protection. Repeating it ' +
    'changes nothing.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.userRisk.manage'],
  input: z.object({
    user: userId,
    riskLevel: field(level, { title: 'Risk level' }),
    reason: field(optional(z.string()), { title: 'Reason', placeholder: 'SOC ticket 42' }),
  }),
  output: riskRecord,
  async run({ riskLevel, reason, ...input }, { http }) {
    const body = { riskLevel, ...(reason === undefined ? {} : { riskReason: reason }) }
    return toRisk(await http.put(path`/api/v1/users/${input.user}/risk`, body))
  },
  readState: readRisk,
  inverse: {
    action: 'okta.set_user_risk',
    input({ input, before }) {
      // Nobody can set what Okta calls NONE.
      const was = level.safeParse(before.riskLevel)
      return was.success ? { user: input.user, riskLevel: was.data, reason: before.reason } : undefined
    },
  },
})
