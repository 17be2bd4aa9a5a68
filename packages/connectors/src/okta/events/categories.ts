/** Where a type is listed in pickers, by the first parts of its id; the longest prefix decides. */
const categories: readonly (readonly [category: string, prefixes: string])[] = [
  ['Users', 'user'],
  [
    'Sign-in and sessions',
    'user.authentication user.session user.device_session user.identity_verification policy.evaluate_sign_on core',
  ],
  ['MFA and authenticators', 'user.mfa user.credential system.mfa security.authenticator system.push'],
  ['Groups', 'group'],
  ['Applications', 'app application master_application plugin integration'],
  ['Provisioning', 'application.provision app.user_management app.realtimesync'],
  ['Administration and roles', 'iam user.account.privilege user.privileged_account'],
  ['OAuth and API access', 'app.oauth2 oauth2 system.api_token system.oauth2 resource_servers credential'],
  ['Policies', 'policy app.policy application.policy application.registration_policy'],
  [
    'Security',
    'security zone network_zone user.risk user.behavior user.session.impersonation system.captcha',
  ],
  ['Access governance', 'access app.access_request certification resource governance entitlement'],
  ['Devices', 'device mim pki'],
  ['Directories and imports', 'directory app.ad app.ldap system.agent system.import system.identity_sources'],
  ['Directories and imports', 'system.directory system.csv system.iwa system.iwa_agentless system.ldapi'],
  ['Identity providers', 'system.idp'],
  ['Machine and AI identities', 'workload_principal app.ai_agent_provider'],
  ['Hooks and log streams', 'event_hook inline_hook system.hook system.log_stream'],
  ['Workflows', 'workflows'],
  ['Privileged access', 'pam'],
  ['Messages', 'system.email system.sms system.voice'],
  ['Rate limits', 'system.org.rate_limit system.operation system.client system.rate_limit'],
  ['Office 365', 'app.office365'],
]

const byPrefix = new Map(
  categories.flatMap(([category, prefixes]) =>
    prefixes.split(' ').map((prefix) => [prefix, category] as const),
  ),
)

/** The category of an event type; what no prefix claims belongs to the org itself. */
export function categoryOf(id: string): string {
  const parts = id.split('.')
  for (let length = parts.length; length > 0; length -= 1) {
    const found = byPrefix.get(parts.slice(0, length).join('.'))
    if (found !== undefined) return found
  }
  return 'Org'
}
