import { field, z } from '@keyway/sdk'

/** Types of policies. Source: Okta's API description. */
const policyTypes = [
  'OKTA_SIGN_ON',
  'PASSWORD',
  'MFA_ENROLL',
  'IDP_DISCOVERY',
  'ACCESS_POLICY',
  'PROFILE_ENROLLMENT',
  'POST_AUTH_SESSION',
  'ENTITY_RISK',
  'SESSION_VIOLATION_DETECTION',
  'DEVICE_SIGNAL_COLLECTION',
  'CLIENT_UPDATE',
  'IDENTITY_CLAIM_SOURCING',
] as const

/** Rules are of the type of their policy, but for one. */
const ruleTypes = [...policyTypes.filter((type) => type !== 'OKTA_SIGN_ON'), 'SIGN_ON'] as const

export const policyType = field(z.enum(policyTypes), {
  title: 'Type',
  description: 'Okta lists the policies of one type at a time.',
})

export const ruleType = field(z.enum(ruleTypes), {
  title: 'Type',
  description: 'That of the policy; SIGN_ON for a policy of type OKTA_SIGN_ON.',
})
