import type { EventDeclaration } from '@keyway/sdk'

const named = (event: {
  id: string
  title: string
  type: string
  description: string
  card: string
}): EventDeclaration => ({
  id: `okta.${event.id}`,
  title: event.title,
  description: event.description,
  types: [event.type],
  standsFor: [`okta-workflows:${event.card}`],
})

/** Events of the System Log with a name of their own. Every other type is `okta.event` with a condition. */
export const events: readonly EventDeclaration[] = [
  {
    id: 'okta.event',
    title: 'Any event',
    description: 'Every event of the org; pick the ones that matter with a condition on eventType.',
    types: [],
  },
  named({
    id: 'user_created',
    title: 'User created',
    type: 'user.lifecycle.create',
    description: 'A user was created.',
    card: 'okta.userCreated',
  }),
  named({
    id: 'user_activated',
    title: 'User activated',
    type: 'user.lifecycle.activate',
    description: 'A user was activated.',
    card: 'okta.userActivated',
  }),
  named({
    id: 'user_deactivated',
    title: 'User deactivated',
    type: 'user.lifecycle.deactivate',
    description: 'A user was deactivated.',
    card: 'okta.userDeactivated',
  }),
  named({
    id: 'user_suspended',
    title: 'User suspended',
    type: 'user.lifecycle.suspend',
    description: 'A user was suspended.',
    card: 'okta.userSuspended',
  }),
  named({
    id: 'user_profile_updated',
    title: 'User profile updated',
    type: 'user.account.update_profile',
    description: 'Attributes of a user changed.',
    card: 'okta.oktaUserProfileUpdated',
  }),
  named({
    id: 'user_password_updated',
    title: 'User password updated',
    type: 'user.account.update_password',
    description: 'The Okta password of a user changed.',
    card: 'okta.oktaUserPasswordUpdated',
  }),
  named({
    id: 'suspicious_activity_reported',
    title: 'Suspicious activity reported',
    type: 'user.account.report_suspicious_activity_by_enduser',
    description: 'A user reported activity on the account that was not their own.',
    card: 'okta.userReportedSuspiciousActivityBeta',
  }),
  named({
    id: 'user_added_to_group',
    title: 'User added to group',
    type: 'group.user_membership.add',
    description: 'A user became a member of a group.',
    card: 'okta.userAddedToGroupMembership',
  }),
  named({
    id: 'user_removed_from_group',
    title: 'User removed from group',
    type: 'group.user_membership.remove',
    description: 'A membership in a group ended.',
    card: 'okta.userRemovedFromGroupMembership',
  }),
  named({
    id: 'user_assigned_to_application',
    title: 'User assigned to application',
    type: 'application.user_membership.add',
    description: 'A user was assigned to an application.',
    card: 'okta.userAddedToApplicationMembership',
  }),
  named({
    id: 'group_profile_updated',
    title: 'Group profile updated',
    type: 'group.profile.update',
    description: 'Attributes of a group changed.',
    card: 'okta.groupProfileUpdated',
  }),
  named({
    id: 'group_deleted',
    title: 'Group deleted',
    type: 'group.lifecycle.delete',
    description: 'A group was deleted.',
    card: 'okta.groupDeleted',
  }),
  named({
    id: 'certification_decision_submitted',
    title: 'Certification decision submitted',
    type: 'certification.campaign.item.decide',
    description: 'A reviewer decided on an item of an access certification.',
    card: 'okta.accessCertificationDecisionSubmitted',
  }),
  named({
    id: 'mfa_used',
    title: 'User authenticated with MFA',
    type: 'user.authentication.auth_via_mfa',
    description: 'A user answered a second factor, well or badly.',
    card: 'oktadevices.userMFA',
  }),
  named({
    id: 'mfa_factor_activated',
    title: 'MFA factor activated',
    type: 'user.mfa.factor.activate',
    description: 'A user enrolled a factor.',
    card: 'oktadevices.userMFAFactorActivated',
  }),
  named({
    id: 'mfa_factor_deactivated',
    title: 'MFA factor deactivated',
    type: 'user.mfa.factor.deactivate',
    description: 'A factor of a user was removed.',
    card: 'oktadevices.userMFAFactorDeactivated',
  }),
  named({
    id: 'mfa_factors_reset',
    title: 'All MFA factors reset',
    type: 'user.mfa.factor.reset_all',
    description: 'All factors of a user were removed.',
    card: 'oktadevices.userMFAFactorResetAll',
  }),
  named({
    id: 'mfa_preregistration_initiated',
    title: 'MFA preregistration initiated',
    type: 'system.mfa.preregister.initiate',
    description: 'The preregistration of a factor began.',
    card: 'oktadevices.mfaPreregistrationInitiated',
  }),
]
