import { happened, spell, toWords } from './words.ts'

/** Titles that the rule would make clumsy or wrong. */
const exceptions: Readonly<Record<string, string>> = {
  'application.policy.sign_on.deny_access': 'Application sign-on denied by policy',
  'group.user_membership.add': 'User added to group',
  'group.user_membership.remove': 'User removed from group',
  'application.user_membership.add': 'User assigned to application',
  'application.user_membership.remove': 'User unassigned from application',
  'group.application_assignment.add': 'Group assigned to application',
  'group.application_assignment.remove': 'Group unassigned from application',
  'pki.cert.lifecycle.revoke': 'PKI: certificate lifecycle ended by revocation',
  'policy.evaluate_sign_on': 'Sign-on policy evaluated',
  'security.breached_credential.detected': 'Breached credential detected',
  'security.request.blocked': 'Request blocked',
  'security.threat.detected': 'Request from a suspicious address',
  'system.email.delivery': 'E-mail delivery reported',
  'user.account.lock': 'User locked out',
  'user.account.lock.limit': 'Too many user lock-outs',
  'user.account.privilege.grant': 'Administrator role granted to user',
  'user.account.privilege.revoke': 'Administrator role revoked from user',
  'user.account.report_suspicious_activity_by_enduser': 'Suspicious activity reported by user',
  'user.account.unlock': 'User unlocked',
  'user.account.unlock_by_admin': 'User unlocked by administrator',
  'user.account.update_password': 'User password updated',
  'user.account.update_profile': 'User profile updated',
  'user.account.use_token': 'User account token used',
  'user.authentication.auth': 'User sign-in attempted',
  'user.authentication.auth_via_AD_agent': 'User authenticated through an AD agent',
  'user.authentication.auth_via_IDP': 'User authenticated through an identity provider',
  'user.authentication.auth_via_LDAP_agent': 'User authenticated through an LDAP agent',
  'user.authentication.auth_via_inbound_SAML': 'User authenticated by inbound SAML',
  'user.authentication.auth_via_inbound_delauth': 'User authenticated by inbound delegated authentication',
  'user.authentication.auth_via_iwa': 'User authenticated by IWA',
  'user.authentication.auth_via_mfa': 'User authenticated with MFA',
  'user.authentication.auth_via_radius': 'User authenticated through RADIUS',
  'user.authentication.auth_via_richclient': 'User authenticated in a rich client',
  'user.authentication.auth_via_social': 'User authenticated through a social login',
  'user.authentication.authenticate': 'User authenticated',
  'user.authentication.slo': 'User signed out of an application',
  'user.authentication.sso': 'User signed in to an application',
  'user.authentication.universal_logout': 'Universal logout',
  'user.authentication.verify': 'User identity verified',
  'user.identity_verification': 'User identity verification ended',
  'user.lifecycle.delete.completed': 'User deleted',
  'user.lifecycle.delete.initiated': 'User deletion begun',
  'user.lifecycle.jit.error.read_only': 'User not created just in time: org is read-only',
  'user.lifecycle.password_mass_expiry': 'All user passwords expired',
  'user.mfa.attempt_bypass': 'MFA bypass attempted',
  'user.mfa.factor.activate': 'MFA factor enrolled',
  'user.mfa.factor.reset_all': 'All MFA factors reset',
  'user.mfa.okta_verify': 'Okta Verify push answered',
  'user.mfa.okta_verify.deny_push': 'Okta Verify push denied',
  'user.session.access_admin_app': 'Admin Console opened',
  'user.session.clear': 'User sessions cleared',
  'user.session.end': 'User signed out of Okta',
  'user.session.start': 'User signed in to Okta',
  'zone.make_blacklist': 'Network zone made a blocklist',
  'zone.remove_blacklist': 'Network zone no longer a blocklist',
}

/** What the first parts of an id are about, longest first; what follows is read by rule. */
const subjects: readonly (readonly [prefix: string, subject: string])[] = [
  ['access.request', 'Access request'],
  ['access.review', 'Access certification item'],
  ['account.org_group', 'Org group'],
  ['account.org', 'Org'],
  ['account', 'Account'],
  ['app.access_request', 'App access request'],
  ['app.ad', 'AD:'],
  ['app.app_instance', 'App instance'],
  ['app.kerberos_rich_client', 'Kerberos rich client:'],
  ['app.ldap', 'LDAP:'],
  ['app.oauth2.as', 'Authorization server:'],
  ['app.oauth2', 'OAuth:'],
  ['app.office365', 'Office 365:'],
  ['app.radius', 'RADIUS:'],
  ['app.rum', 'RUM:'],
  ['app.user_management', 'App user management:'],
  ['app', 'App'],
  ['application.integration', 'Application integration:'],
  ['application.provision', 'Provisioning:'],
  ['application.user_membership', 'Application assignment:'],
  ['application', 'Application'],
  ['certification', 'Certification'],
  ['credential', 'Credential'],
  ['device', 'Device'],
  ['directory', 'Directory'],
  ['event_hook', 'Event hook'],
  ['group.user_membership.rule', 'Group rule'],
  ['group', 'Group'],
  ['iam.resourceset', 'Resource set'],
  ['iam', 'IAM'],
  ['inline_hook', 'Inline hook'],
  ['mim', 'Mobile device management:'],
  ['network_zone', 'Network zone'],
  ['oauth2.as', 'Authorization server'],
  ['oauth2', 'OAuth'],
  ['pam', 'Privileged access:'],
  ['pki', 'PKI:'],
  ['policy', 'Policy'],
  ['resource_servers', 'Resource server:'],
  ['security', 'Security:'],
  ['security.authenticator', 'Authenticator'],
  ['security.trusted_origin', 'Trusted origin'],
  ['support.org', 'Support of org'],
  ['system.agent.ad', 'AD agent:'],
  ['system.agent.ldap', 'LDAP agent:'],
  ['system.agent', 'Agent:'],
  ['system.api_token', 'API token'],
  ['system.email', 'E-mail:'],
  ['system.idp', 'Identity provider'],
  ['system.identity_sources', 'Identity source:'],
  ['system.import', 'Import:'],
  ['system.internal', 'Okta internal:'],
  ['system.iwa', 'IWA agent'],
  ['system.ldapi', 'LDAP interface'],
  ['system.log_stream', 'Log stream'],
  ['system.mfa', 'Org MFA'],
  ['system.org', 'Org'],
  ['system.sms', 'SMS:'],
  ['system.voice', 'Voice call:'],
  ['system', 'Org'],
  ['user.account', 'User account'],
  ['user.internal', 'Okta internal: user'],
  ['user.mfa.factor', 'MFA factor'],
  ['user.mfa', 'MFA'],
  ['user.session', 'User session'],
  ['user', 'User'],
  ['workflows.org', 'Workflows: org'],
  ['workflows.user', 'Workflows:'],
  ['zone', 'Network zone'],
]

/** Says in which state of a thing an event happens, which the verb says as well. */
const silent = new Set(['lifecycle'])

/**
 * A readable title of an event type, made from its id: what it is about, then what happened. Okta's own descriptions are
 * not used.
 */
export function titleOf(id: string): string {
  const exception = Object.hasOwn(exceptions, id) ? exceptions[id] : undefined
  if (exception !== undefined) return exception
  const [prefix, subject] = longestSubject(id)
  const parts = id
    .slice(prefix.length)
    .split('.')
    .filter((part) => part !== '' && !silent.has(part))
  const last = parts.pop()
  const before = parts.flatMap(toWords)
  const words = last === undefined ? [] : happened(toWords(last))
  const title = [subject, spell(before), ...(words.length === 0 ? [] : [spell(words)])]
    .filter((part) => part !== '')
    .join(' ')
  return title.slice(0, 1).toUpperCase() + title.slice(1)
}

function longestSubject(id: string): readonly [prefix: string, subject: string] {
  const found = subjects
    .filter(([prefix]) => id === prefix || id.startsWith(`${prefix}.`))
    .toSorted(([one], [other]) => other.length - one.length)
  return found[0] ?? ['', '']
}
