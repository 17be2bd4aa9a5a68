import { path, z, type Path, type TestContext, type TestReport } from '@keyway/sdk'
import { userLabel } from './pickers.ts'
import { toUser } from './records.ts'

/** What of a connection, as its schema read it, a test looks at. */
const settings = z.object({
  domain: z.string(),
  signIn: z.string().default('api_token'),
  clientId: z.string().default(''),
  scopes: z.array(z.string()).default([]),
})

/** Something harmless to read for each resource: what comes back tells whether the admin role reaches it. */
const probes: Readonly<Record<string, Path>> = {
  'okta.users': path`/api/v1/users`,
  'okta.groups': path`/api/v1/groups`,
  'okta.apps': path`/api/v1/apps`,
  'okta.logs': path`/api/v1/logs`,
}

/** Never empty in an org: an empty answer means that the role sees nothing, which Okta does not call an error. */
const neverEmpty = new Set(['okta.users', 'okta.groups'])

/**
 * Says who the connection is, and which scopes and admin roles it lacks for the flows in use. Rights are granted scopes
 * and admin roles together; a token has its maker's. Facts section 4.2.
 */
export async function testConnection(context: TestContext): Promise<TestReport> {
  const { http, scopesInUse = [] } = context
  const { domain, signIn, clientId, scopes } = settings.parse(context.connection)
  const isToken = signIn === 'api_token'
  const who = isToken ? toUser(await http.get(path`/api/v1/users/me`)) : undefined
  const missingScopes = isToken ? [] : scopesInUse.filter((scope) => !covers(scopes, scope))
  const wanted = new Set((isToken ? scopesInUse : [...scopes, ...scopesInUse]).map(stemOf))
  const findings: string[] = []
  if (missingScopes.length > 0) {
    findings.push(
      `Published flows need scopes that the connection does not ask for: ${missingScopes.join(', ')}. ` +
        'Grant them to the app in Okta, then add them here.',
    )
  }
  const signedIn = { did: isToken }
  for (const stem of wanted) {
    const probe = probes[stem]
    if (probe === undefined || (!isToken && !covers(scopes, `${stem}.read`))) continue
    const { status, body } = await http.request({
      method: 'GET',
      path: probe,
      query: { limit: 1 },
      allow: [403],
    })
    signedIn.did = true
    if (status === 403) {
      findings.push(
        `Okta refuses ${probe}: no admin role of ${isToken ? 'the token’s owner' : 'the app'} covers it.`,
      )
    } else if (neverEmpty.has(stem) && Array.isArray(body) && body.length === 0) {
      findings.push(
        `Okta shows an empty list for ${probe} and calls it no error: the admin role reaches none of them. ` +
          'Assign a role, or widen its resource set; until then flows find nobody and say nothing.',
      )
    }
  }
  // Nothing to read was asked for: the answer to any call still proves that the credentials hold.
  if (!signedIn.did)
    await http.request({ method: 'GET', path: path`/api/v1/users`, query: { limit: 1 }, allow: [403] })
  const owner =
    who === undefined
      ? `Signed in as the app ${clientId}.`
      : `The token belongs to ${userLabel(who.profile)}.`
  const message = [`Connected to ${domain}. ${owner}`, ...findings].join(' ')
  return {
    ok: findings.length === 0,
    message,
    details: {
      ...(who === undefined
        ? {}
        : { userId: who.id, login: who.profile['login'] ?? null, status: who.status }),
      scopesInUse: [...scopesInUse],
      missingScopes,
    },
  }
}

/** `manage` allows reading as well. Facts section 4.2. */
function covers(granted: readonly string[], scope: string): boolean {
  return granted.includes(scope) || granted.includes(scope.replace(/\.read$/, '.manage'))
}

function stemOf(scope: string): string {
  return scope.replace(/\.(read|manage)$/, '')
}
