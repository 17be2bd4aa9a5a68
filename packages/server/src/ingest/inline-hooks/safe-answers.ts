import type { InlineHookType } from '@keyway/engine'
import type { Json } from '@keyway/sdk'

/**
 * What Okta is told when a flow is too late, fails or says nothing: what grants nothing that the flow might have refused.
 * Null is an empty answer (204): Okta goes on unchanged.
 *
 * Source: Okta inline hook reference, the `commands` of each type.
 */
export const safeAnswers: Readonly<Record<InlineHookType, Json>> = {
  token: null,
  'saml-assertion': null,
  'user-import': null,
  registration: {
    commands: [{ type: 'com.okta.action.update', value: { registration: 'DENY' } }],
    error: {
      errorSummary: 'The registration cannot be checked now. Try again later.',
      errorCauses: [],
    },
  },
  'password-import': {
    commands: [{ type: 'com.okta.action.update', value: { credential: 'UNVERIFIED' } }],
  },
  telephony: {
    commands: [{ type: 'com.okta.telephony.action', value: [{ status: 'FAILED', provider: 'Keyway' }] }],
  },
}
