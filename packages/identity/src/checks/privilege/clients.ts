import { question } from '../question.ts'
import { flag } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'

/** Scopes with which a client can change what matters. Facts, PRV-11. */
export const highRiskScopes = [
  'users',
  'groups',
  'apps',
  'idps',
  'policies',
  'roles',
  'apiTokens',
  'authorizationServers',
  'logStreams',
  'orgs',
].map((name) => `okta.${name}.manage`)

export const excessiveClient = defineCheck({
  id: 'PRV-11',
  title: 'Service client with excessive privilege',
  meaning:
    'An OAuth client has an admin role or dangerous scopes that it does not use, or proves itself with a shared secret.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:AC-6(5)', 'nist:IA-9', 'mitre:T1528', 'mitre:T1098.001', 'ispm'],
  needs: ['app', 'app_grant', 'client_role'],
  events: ['app.oauth2.client.privilege.grant', 'app.oauth2.client.privilege.revoke'],
  parameters: { unusedDays: { title: 'Days in which a dangerous scope is used', standard: 30 } },
  remedy: {
    words: 'Take the role or grant away; use keys and DPoP.',
    actions: ['R-ROLEDEL-C', 'R-OAUTHREV'],
    flow: 'deactivate-app',
  },
  async find({ org, read, given, now, usedSince, daysAgo }) {
    const roles = await read.ask(question`
      select principal_id, min(type) as role from okta_role_assignments where org = ${org}
        and principal_type = 'CLIENT' and deleted_at is null and type in ('SUPER_ADMIN', 'ORG_ADMIN')
      group by principal_id`)
    const roleOf = new Map(roles.map((row) => [row['principal_id'], row['role']]))
    const clients = (await read.apps()).filter(
      ({ status, client_id }) => status === 'ACTIVE' && client_id !== null,
    )
    const ids = clients.flatMap(({ id, client_id }) => [id, client_id ?? id])
    const used = await read.ask(question`
      select actor_id, max(case when last_renewed > last_used then last_renewed else last_used end) as at
      from okta_usage where org = ${org} and actor_id in ${ids} group by actor_id`)
    const lastUse = new Map(used.map((row) => [row['actor_id'], Number(row['at'])]))
    const grants = (await read.objects('app_grant')).filter(({ status }) => status !== 'REVOKED')
    const isCounted = usedSince !== null && now - usedSince >= given.unusedDays * 86_400_000
    return clients.flatMap((app): Found[] => {
      const own = grants
        .filter(({ parent_id, name }) => parent_id === app.id && name.endsWith('.manage'))
        .map(({ name }) => name)
      const risky = own.filter((scope) => highRiskScopes.includes(scope))
      const role = roleOf.get(app.client_id) ?? roleOf.get(app.id)
      const last = lastUse.get(app.client_id ?? '') ?? lastUse.get(app.id) ?? app.created_at ?? 0
      const why = [
        role === undefined ? null : `It holds ${role}.`,
        isCounted && risky.length > 0 && last < daysAgo(given.unusedDays)
          ? `It has not used ${risky.join(', ')}.`
          : null,
        own.length > 0 && app.client_auth_method !== 'private_key_jwt'
          ? `It proves itself by ${app.client_auth_method ?? 'nothing'}.`
          : null,
      ].filter((reason) => reason !== null)
      const isUnbound =
        own.length > 0 &&
        flag(app.body, 'settings', 'oauthClient', 'dpop_bound_access_tokens') !== 1 &&
        flag(app.body, 'credentials', 'oauthClient', 'dpop_bound_access_tokens') !== 1
      if (why.length === 0 && !isUnbound) return []
      return [
        {
          kind: 'app',
          id: app.id,
          name: app.label,
          severity: why.length === 0 ? 'low' : 'high',
          reason: why.length === 0 ? 'Its tokens are not bound to a key (DPoP).' : why.join(' '),
          evidence: {
            role: role ?? null,
            scopes: own,
            authentication: app.client_auth_method,
            isBound: !isUnbound,
          },
        },
      ]
    })
  },
})
