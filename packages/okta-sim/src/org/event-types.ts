import type { Severity } from './log-event.ts'

export type EventTypeInfo = { displayMessage: string; legacyEventType: string | null; severity: Severity }

const info = (displayMessage: string, legacyEventType: string | null = null): EventTypeInfo => ({
  displayMessage,
  legacyEventType,
  severity: 'INFO',
})

const warn = (displayMessage: string, legacyEventType: string | null = null): EventTypeInfo => ({
  displayMessage,
  legacyEventType,
  severity: 'WARN',
})

const eventTypes = new Map<string, EventTypeInfo>([
  ['app.oauth2.as.consent.grant', info('OAuth2 consent is granted')],
  ['app.oauth2.as.consent.revoke', info('OAuth2 consent is revoked')],
  ['app.oauth2.as.token.grant.access_token', info('OAuth2 access token is granted')],
  ['app.oauth2.client.privilege.grant', info('Grant admin privileges to OAuth2 client')],
  ['app.oauth2.client.privilege.revoke', info('Revoke admin privileges of OAuth2 client')],
  ['application.lifecycle.activate', info('Activate application', 'app.generic.config.app_activated')],
  ['application.lifecycle.create', info('Create application', 'app.generic.config.app_created')],
  ['application.lifecycle.deactivate', info('Deactivate application', 'app.generic.config.app_deactivated')],
  ['application.lifecycle.delete', info('Delete application', 'app.generic.config.app_deleted')],
  ['application.lifecycle.update', info('Update application', 'app.generic.config.app_updated')],
  [
    'application.user_membership.add',
    info('Add user to application membership', 'app.generic.provision.assign_user_to_app'),
  ],
  [
    'application.user_membership.remove',
    info("Remove user's application membership", 'app.generic.provision.deactivate_user_from_app'),
  ],
  ['core.concurrency.org.limit.violation', warn('Concurrency limit violation')],
  ['event_hook.activated', info('Activate event hook')],
  ['event_hook.created', info('Create event hook')],
  ['event_hook.deactivated', info('Deactivate event hook')],
  ['event_hook.deleted', info('Delete event hook')],
  ['event_hook.delivery', warn('Event hook delivery')],
  ['event_hook.updated', info('Update event hook')],
  ['event_hook.verified', info('Verify event hook')],
  ['group.lifecycle.create', info('Create Okta group', 'core.user_group.create')],
  ['group.lifecycle.delete', info('Delete Okta group', 'core.user_group.delete')],
  ['group.profile.update', info('Update Okta group profile')],
  ['group.user_membership.add', info('Add user to group membership', 'core.user_group_member.user_add')],
  [
    'group.user_membership.remove',
    info('Remove user from group membership', 'core.user_group_member.user_remove'),
  ],
  ['group.application_assignment.add', info('Add assigned application to group')],
  ['group.application_assignment.remove', info('Remove assigned application from group')],
  ['user.risk.change', warn('User risk level changed')],
  ['security.breached_credential.detected', warn('Breached credential detected')],
  ['system.api_token.create', info('Create API token', 'api.token.create')],
  ['system.api_token.revoke', info('Revoke API token', 'api.token.revoke')],
  ['system.org.rate_limit.violation', warn('Rate limit violation')],
  ['user.account.expire_password', info("Expire user's Okta password")],
  ['user.account.lock', warn('Max sign in attempts exceeded', 'core.user_auth.account_locked')],
  ['user.account.report_suspicious_activity_by_enduser', warn('User report suspicious activity')],
  [
    'user.account.reset_password',
    info('Fired when the user password is reset', 'core.user.config.user_password.reset'),
  ],
  ['user.account.unlock_by_admin', info('Unlock user account by admin', 'core.user.account.unlock_by_admin')],
  [
    'user.account.update_password',
    info('User update password for Okta', 'core.user.config.user_password.update'),
  ],
  ['user.account.update_profile', info('Update user profile for Okta', 'core.user.config.profile.update')],
  ['user.authentication.sso', info('User single sign on to app', 'app.auth.sso')],
  [
    'user.authentication.auth_via_mfa',
    info('Authentication of user via MFA', 'core.user.factor.attempt_success'),
  ],
  ['user.lifecycle.activate', info('Activate Okta user', 'core.user.config.user_activated')],
  ['user.lifecycle.create', info('Create Okta user', 'core.user.config.user_creation.success')],
  ['user.lifecycle.deactivate', info('Deactivate Okta user', 'core.user.config.user_deactivated')],
  ['user.lifecycle.delete.completed', info('Delete Okta user')],
  ['user.lifecycle.delete.initiated', info('Initiate Okta user deletion')],
  ['user.lifecycle.reactivate', info('Reactivate Okta user')],
  ['user.lifecycle.suspend', info('Suspend Okta user', 'core.user.config.user_suspended')],
  ['user.lifecycle.unsuspend', info('Unsuspend Okta user', 'core.user.config.user_unsuspended')],
  ['user.mfa.factor.activate', info('Activate factor or authenticator enrollment for user')],
  ['user.mfa.factor.deactivate', info('Reset factor or authenticator enrollment for user')],
  ['user.mfa.factor.reset_all', info('Reset all factors for user', 'core.user.factor.reset_all')],
  ['user.session.clear', info('Clear user session', 'core.user.session.clear')],
  ['user.session.end', info('User logout from Okta', 'core.user_auth.logout_success')],
  ['user.session.start', info('User login to Okta', 'core.user_auth.login_success')],
])

/** Texts of an event type; a type that is not in the table is its own message. */
export function describeEventType(eventType: string): EventTypeInfo {
  return eventTypes.get(eventType) ?? info(eventType)
}

// The types that Okta documents as not available to event hooks. Okta's catalogue grows monthly, so an
// unknown type counts as eligible.
const notEligible = [
  /^zone\./,
  /^event_hook\./,
  /^security\.attack\./,
  /^security\.(threat\.detected|request\.blocked)$/,
  /^user\.lifecycle\.delete\.completed$/,
  /^user\.account\.expire_password$/,
  /^user\.mfa\.(attempt_bypass|okta_verify\.deny_push)$/,
  /^user\.session\.(access_admin_app|impersonation\..+)$/,
  /^policy\.(evaluate_sign_on|lifecycle\.create|lifecycle\.delete)$/,
  /^group\.user_membership\.rule\./,
  /^application\.user_membership\.(change_username|approve)$/,
  /^system\.api_token\.(update|enable)$/,
  /^user\.authentication\.(slo|verify|auth_via_AD_agent)$/,
]

/** Whether event hooks may subscribe to the type. */
export function isHookEligible(eventType: string): boolean {
  return !notEligible.some((pattern) => pattern.test(eventType))
}
