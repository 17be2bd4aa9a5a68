// The first rule that matches a path names what its scopes begin with; a list means all of them are needed.
const rules: readonly { path: RegExp; stems: readonly string[] }[] = [
  { path: /^\/api\/v1\/(users|groups)\/[^/]+\/roles/, stems: ['okta.roles'] },
  { path: /^\/api\/v1\/users\/[^/]+\/risk$/, stems: ['okta.userRisk'] },
  { path: /^\/api\/v1\/(users|org\/factors)(\/|$)/, stems: ['okta.users'] },
  { path: /^\/api\/v1\/org\/captcha/, stems: ['okta.captchas'] },
  { path: /^\/api\/v1\/brands\/[^/]+\/templates/, stems: ['okta.templates'] },
  { path: /^\/api\/v1\/meta\/uischemas/, stems: ['okta.uischemas'] },
  { path: /^\/api\/v1\/ssf/, stems: ['ssf'] },
  { path: /^\/api\/v1\/apps\/[^/]+\/grants/, stems: ['okta.appGrants'] },
  { path: /^\/api\/v1\/apps\/[^/]+\/group-push/, stems: ['okta.apps', 'okta.groups'] },
  { path: /^\/api\/v1\/apps\/[^/]+\/interclient/, stems: ['okta.apps.interclientTrust'] },
  { path: /^\/api\/v1\/meta\/schemas\/user\/linkedObjects/, stems: ['okta.linkedObjects'] },
  { path: /^\/api\/v1\/meta\/schemas\/logStream/, stems: ['okta.logStreams'] },
  { path: /^\/api\/v1\/meta\/types/, stems: ['okta.userTypes'] },
  { path: /^\/api\/v1\/meta/, stems: ['okta.schemas'] },
  { path: /^\/(api\/v1\/(iam|roles)|oauth2\/v1\/clients)(\/|$)/, stems: ['okta.roles'] },
  { path: /^\/attack-protection\//, stems: ['okta.orgs'] },
  { path: /^\/integrations\/api\/v1\/api-services/, stems: ['okta.oauthIntegrations'] },
]

// Collections of `/api/v1` whose scope is not the name in the path in camel case.
const stemsByCollection = new Map([
  ['device-assurances', 'okta.deviceAssurance'],
  ['directories', 'okta.directories.groups'],
  ['first-party-app-settings', 'okta.apps'],
  ['hook-keys', 'okta.inlineHooks'],
  ['mappings', 'okta.profileMappings'],
  ['org', 'okta.orgs'],
  ['rate-limit-settings', 'okta.rateLimits'],
  ['telephony-providers', 'okta.customTelephonyProvider'],
  ['threats', 'okta.threatInsights'],
  ['zones', 'okta.networkZones'],
])

/** The resource that a call touches, by which scopes and rights of roles are named: `okta.users`. */
export function scopeStems(path: string): readonly string[] {
  const rule = rules.find((each) => each.path.test(path))
  if (rule !== undefined) return rule.stems
  const collection = path.split('/')[3] ?? ''
  const camel = collection.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())
  return [stemsByCollection.get(collection) ?? `okta.${camel}`]
}

/** Whether a call changes nothing, so that a read scope is enough for it. */
export function isReading(method: string, path: string): boolean {
  return method === 'GET' || method === 'HEAD' || path === '/api/v1/policies/simulate'
}

/** The scopes that a call needs, as Okta's API description names them. `manage` stands for `read` as well. */
export function requiredScopes(method: string, path: string): string[] {
  // To link a user is to change the user; to end the link is to change the identity provider.
  if (method === 'POST' && /^\/api\/v1\/idps\/[^/]+\/users\/[^/]+$/.test(path)) return ['okta.users.manage']
  return scopeStems(path).map((stem) => `${stem}.${isReading(method, path) ? 'read' : 'manage'}`)
}

export function hasScope(scopes: readonly string[], needed: string): boolean {
  return scopes.includes(needed) || scopes.includes(needed.replace(/\.read$/, '.manage'))
}
