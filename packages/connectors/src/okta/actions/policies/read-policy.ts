import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { policyOf } from '../../fields.ts'
import { policyKind } from '../../kinds/policy.ts'

export const readPolicy = defineReading({
  id: 'okta.read_policy',
  title: 'Read policy',
  description: 'Reads one policy. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.policies.read'],
  input: z.object({ policy: policyOf() }),
  kind: policyKind,
  at: (input) => path`/api/v1/policies/${input.policy}`,
})
