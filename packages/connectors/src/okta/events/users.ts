import { named } from './named.ts'

/** What happens to the accounts of users. */
export const userEvents = [
  ...named(
    ['user'],
    [
      {
        id: 'user_created',
        title: 'User created',
        type: 'user.lifecycle.create',
        description: 'A user was created.',
        card: 'okta.userCreated',
      },
      {
        id: 'user_activated',
        title: 'User activated',
        type: 'user.lifecycle.activate',
        description: 'A user was activated.',
        card: 'okta.userActivated',
      },
      {
        id: 'user_deactivated',
        title: 'User deactivated',
        type: 'user.lifecycle.deactivate',
        description: 'A user was deactivated.',
        card: 'okta.userDeactivated',
      },
      {
        id: 'user_suspended',
        title: 'User suspended',
        type: 'user.lifecycle.suspend',
        description: 'A user was suspended.',
        card: 'okta.userSuspended',
      },
      {
        id: 'user_unsuspended',
        title: 'User unsuspended',
        type: 'user.lifecycle.unsuspend',
        description: 'The suspension of a user ended.',
      },
      {
        id: 'user_reactivated',
        title: 'User reactivated',
        type: 'user.lifecycle.reactivate',
        description: 'The activation of a user was begun anew.',
      },
      {
        id: 'user_deletion_initiated',
        title: 'User deletion initiated',
        type: 'user.lifecycle.delete.initiated',
        description: 'The deletion of a user began; the account is still there.',
      },
      {
        id: 'user_deleted',
        title: 'User deleted',
        type: 'user.lifecycle.delete.completed',
        description: 'A user is gone. Only the System Log tells.',
      },
      {
        id: 'user_locked',
        title: 'User locked out',
        type: 'user.account.lock',
        description: 'Too many failed attempts locked a user out.',
      },
      {
        id: 'user_unlocked',
        title: 'User unlocked',
        type: ['user.account.unlock', 'user.account.unlock_by_admin'],
        description: 'A locked-out user may sign in again, by own means or by an administrator.',
      },
      {
        id: 'user_password_updated',
        title: 'User password updated',
        type: 'user.account.update_password',
        description: 'The Okta password of a user changed.',
        card: 'okta.oktaUserPasswordUpdated',
      },
      {
        id: 'user_password_reset',
        title: 'User password reset',
        type: 'user.account.reset_password',
        description: 'A reset of the password of a user was begun.',
      },
      {
        id: 'user_role_granted',
        title: 'Administrator role granted to user',
        type: 'user.account.privilege.grant',
        description: 'A user got an administrator role.',
      },
      {
        id: 'user_role_revoked',
        title: 'Administrator role revoked from user',
        type: 'user.account.privilege.revoke',
        description: 'A user lost an administrator role.',
      },
      {
        id: 'breached_credential_detected',
        title: 'Breached credential detected',
        type: 'security.breached_credential.detected',
        description: 'A password of a user was found in a known breach.',
      },
    ],
  ),
  ...named(
    ['user', 'changedAttributes'],
    [
      {
        id: 'user_profile_updated',
        title: 'User profile updated',
        type: 'user.account.update_profile',
        description: 'Attributes of a user changed.',
        card: 'okta.oktaUserProfileUpdated',
      },
    ],
  ),
  ...named(
    ['user', 'risk'],
    [
      {
        id: 'user_risk_changed',
        title: 'User risk changed',
        type: 'user.risk.change',
        description: 'The risk level of a user rose or fell.',
      },
      {
        id: 'user_risk_detected',
        title: 'User risk detected',
        type: 'user.risk.detect',
        description: 'A risk was detected for a user.',
      },
    ],
  ),
  ...named(
    [],
    [
      {
        id: 'suspicious_activity_reported',
        title: 'Suspicious activity reported',
        type: 'user.account.report_suspicious_activity_by_enduser',
        description: 'A user reported activity on the account that was not their own; the user is the actor.',
        card: 'okta.userReportedSuspiciousActivityBeta',
      },
    ],
  ),
]
