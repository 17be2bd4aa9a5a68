import { named } from './named.ts'

/** Sign-in, sessions and second factors. Who signs in is the actor. */
export const signInEvents = [
  ...named(
    ['user', 'application'],
    [
      {
        id: 'user_signed_in',
        title: 'User signed in',
        type: 'user.session.start',
        description: 'A user signed in to Okta, or was refused.',
      },
      {
        id: 'user_signed_out',
        title: 'User signed out',
        type: 'user.session.end',
        description: 'A session of a user ended.',
      },
      {
        id: 'user_sessions_cleared',
        title: 'User sessions cleared',
        type: 'user.session.clear',
        description: 'All sessions of a user were ended.',
      },
      {
        id: 'user_session_context_changed',
        title: 'User session context changed',
        type: 'user.session.context.change',
        description: 'A session goes on from another address or device.',
      },
      {
        id: 'user_signed_in_to_application',
        title: 'User signed in to application',
        type: 'user.authentication.sso',
        description: 'A user opened an application through Okta.',
      },
      {
        id: 'user_authenticated_by_identity_provider',
        title: 'User authenticated by identity provider',
        type: 'user.authentication.auth_via_IDP',
        description: 'An identity provider vouched for a user, or did not.',
      },
      {
        id: 'user_universal_logout',
        title: 'Universal logout',
        type: 'user.authentication.universal_logout',
        description: 'A user was signed out of applications, too.',
      },
    ],
  ),
  ...named(
    ['user'],
    [
      {
        id: 'mfa_used',
        title: 'User authenticated with MFA',
        type: 'user.authentication.auth_via_mfa',
        description: 'A user answered a second factor, well or badly.',
        card: 'oktadevices.userMFA',
      },
      {
        id: 'mfa_factor_activated',
        title: 'MFA factor activated',
        type: 'user.mfa.factor.activate',
        description: 'A user enrolled a factor.',
        card: 'oktadevices.userMFAFactorActivated',
      },
      {
        id: 'mfa_factor_deactivated',
        title: 'MFA factor deactivated',
        type: 'user.mfa.factor.deactivate',
        description: 'A factor of a user was removed.',
        card: 'oktadevices.userMFAFactorDeactivated',
      },
      {
        id: 'mfa_factors_reset',
        title: 'All MFA factors reset',
        type: 'user.mfa.factor.reset_all',
        description: 'All factors of a user were removed.',
        card: 'oktadevices.userMFAFactorResetAll',
      },
      {
        id: 'mfa_factor_suspended',
        title: 'MFA factor suspended',
        type: 'user.mfa.factor.suspend',
        description: 'A factor of a user was suspended.',
      },
      {
        id: 'mfa_factor_unsuspended',
        title: 'MFA factor unsuspended',
        type: 'user.mfa.factor.unsuspend',
        description: 'The suspension of a factor ended.',
      },
      {
        id: 'mfa_factor_updated',
        title: 'MFA factor updated',
        type: 'user.mfa.factor.update',
        description: 'A factor of a user changed.',
      },
      {
        id: 'mfa_push_denied',
        title: 'MFA push denied',
        type: 'user.mfa.okta_verify.deny_push',
        description: 'A user refused a push of Okta Verify. Only the System Log tells.',
      },
      {
        id: 'mfa_preregistration_initiated',
        title: 'MFA preregistration initiated',
        type: 'system.mfa.preregister.initiate',
        description: 'The preregistration of a factor began.',
        card: 'oktadevices.mfaPreregistrationInitiated',
      },
    ],
  ),
]
