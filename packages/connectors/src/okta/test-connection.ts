import { path, z, type JsonObject, type TestContext, type TestReport } from '@keyway/sdk'
import { isOktaError } from './client.ts'
import { userLabel } from './pickers.ts'
import { probe, type Finding } from './probes.ts'
import { toUser } from './records.ts'
import { findMissingRights, listRoles, rolesThatMay } from './rights.ts'
import { authorize } from './sign-in.ts'

/** What of a connection, as its schema read it, a test looks at. */
const settings = z.object({
  domain: z.string(),
  signIn: z.enum(['api_token', 'private_key', 'client_secret']).default('api_token'),
  clientId: z.string().default(''),
  clientSecret: z.string().optional(),
  privateKey: z.string().optional(),
  scopes: z.array(z.string()).default([]),
})
type Settings = z.output<typeof settings>

/** A test asks for so many scopes one by one at most: the token endpoint has a budget of its own. */
const mostScopesTried = 40

/**
 * Says who the connection is, and which scopes and admin roles it lacks for the flows in use. Rights are granted scopes
 * and admin roles together; a token has those of its maker. Source: Okta OAuth 2.0 for service apps.
 */
export async function testConnection(context: TestContext): Promise<TestReport> {
  const asked = settings.parse(context.connection)
  const { scopesInUse = [] } = context
  return asked.signIn === 'api_token'
    ? testToken(context, asked, scopesInUse)
    : testClient(context, asked, scopesInUse)
}

async function testToken(context: TestContext, { domain }: Settings, inUse: readonly string[]) {
  const owner = toUser(await context.http.get(path`/api/v1/users/me`))
  const holder = { what: 'the owner of the token', roles: path`/api/v1/users/${owner.id}/roles` }
  const findings = [
    ...(await probe(context.http, { scopes: inUse, who: holder.what })),
    ...(await checkRights(context, holder, inUse)),
  ]
  return toReport(`Connected to ${domain}. The token belongs to ${userLabel(owner.profile)}.`, findings, {
    userId: owner.id,
    login: owner.profile['login'] ?? null,
    status: owner.status,
    scopesInUse: [...inUse],
    missingScopes: [],
  })
}

async function testClient(context: TestContext, asked: Settings, inUse: readonly string[]) {
  const { domain, scopes, clientId, signIn } = asked
  const missing = inUse.filter((scope) => !covers(scopes, scope))
  const refused = await refusedScopes(context, asked)
  if (refused !== undefined)
    return toReport(`Okta gives no token at ${domain}.`, refused, { scopes: [...scopes] })
  const ungranted = await triedScopes(context, asked, missing)
  // Integrations of the catalogue have the rights of their scopes, and no roles. Source: Okta OAuth 2.0 for service apps.
  const holder =
    signIn === 'client_secret'
      ? undefined
      : { what: 'the app', roles: path`/oauth2/v1/clients/${clientId}/roles` }
  const usable = [...scopes, ...inUse].filter((scope) => covers(scopes, scope))
  const canReadRoles = covers(scopes, 'okta.roles.read')
  const findings = [
    ...describeMissing(missing, ungranted),
    ...(await probe(context.http, {
      scopes: usable.filter((scope) => covers(scopes, readingOf(scope))),
      who: holder === undefined ? 'the integration' : holder.what,
    })),
    ...(holder === undefined || !canReadRoles ? [] : await checkRights(context, holder, inUse)),
  ]
  const unseen = inUse.some((scope) => scope.endsWith('.manage')) && holder !== undefined && !canReadRoles
  const note: Finding[] = unseen
    ? [
        {
          tone: 'note',
          text: 'Whether its admin roles allow changes shows only with the scope okta.roles.read.',
        },
      ]
    : []
  return toReport(`Connected to ${domain}. Signed in as the app ${clientId}.`, [...findings, ...note], {
    scopesInUse: [...inUse],
    missingScopes: missing,
    unusedScopes: scopes.filter((scope) => !inUse.some((used) => scope === used || covers([scope], used))),
  })
}

/**
 * Signs in with all scopes of the connection; where Okta refuses one, which answers do not name, each is tried alone.
 * Undefined when it signs in. Any other refusal is thrown, with its advice.
 */
async function refusedScopes(context: TestContext, asked: Settings): Promise<Finding[] | undefined> {
  const { scopes } = asked
  try {
    await obtain(context, asked, scopes)
    return undefined
  } catch (error) {
    if (!isOktaError(error, 'invalid_scope')) throw error
    const refused = await triedScopes(context, asked, scopes)
    const which = refused.length === 0 ? scopes : refused
    return [
      {
        tone: 'bad',
        text:
          `The app is not granted: ${which.join(', ')}. ` +
          'Grant them in Okta under the app’s Okta API Scopes, or remove them here.',
      },
    ]
  }
}

/** Which of these scopes the app is not granted. */
async function triedScopes(
  context: TestContext,
  asked: Settings,
  scopes: readonly string[],
): Promise<string[]> {
  if (context.signInHttp === undefined) return [...scopes]
  const refused: string[] = []
  for (const scope of scopes.slice(0, mostScopesTried)) {
    try {
      await obtain(context, asked, [scope])
    } catch (error) {
      if (!isOktaError(error, 'invalid_scope')) throw error
      refused.push(scope)
    }
  }
  return refused
}

async function obtain(
  { signInHttp, now }: TestContext,
  asked: Settings,
  scopes: readonly string[],
): Promise<void> {
  if (signInHttp === undefined) return
  await authorize({ ...asked, scopes: [...scopes] }, { http: signInHttp, now, actAs: undefined })
}

function describeMissing(missing: readonly string[], ungranted: readonly string[]): Finding[] {
  const granted = missing.filter((scope) => !ungranted.includes(scope))
  return [
    {
      scopes: ungranted,
      advice: 'Grant them to the app in Okta, then add them here.',
    },
    { scopes: granted, advice: 'The app is granted them already: add them here.' },
  ].flatMap(({ scopes, advice }): Finding[] =>
    scopes.length === 0
      ? []
      : [
          {
            tone: 'bad',
            text: `Published flows need scopes that the connection does not ask for: ${scopes.join(', ')}. ${advice}`,
          },
        ],
  )
}

type Holder = { what: string; roles: Parameters<typeof listRoles>[1] }

/** Which changes of published flows no admin role allows, where the roles can be read. */
async function checkRights(
  { http }: TestContext,
  holder: Holder,
  inUse: readonly string[],
): Promise<Finding[]> {
  const roles = await listRoles(http, holder.roles)
  if (roles === undefined || inUse.length === 0) return []
  if (roles.length === 0) {
    return [
      {
        tone: 'bad',
        text: `${capital(holder.what)} has no admin role: Okta refuses all changes, and shows nothing.`,
      },
    ]
  }
  return findMissingRights(roles, inUse).map((scope) => ({
    tone: 'bad',
    text:
      `No admin role of ${holder.what} covers ${scope} (it has ${roles.map(({ label }) => label).join(', ')}). ` +
      `Assign one that does, for example ${rolesThatMay(scope).join(' or ')}.`,
  }))
}

function toReport(lead: string, findings: readonly Finding[], details: JsonObject): TestReport {
  return {
    ok: findings.every(({ tone }) => tone === 'note'),
    message: [lead, ...findings.map(({ text }) => text)].join('\n'),
    details,
  }
}

/** `manage` allows reading as well. Source: Okta OAuth 2.0 for service apps. */
function covers(granted: readonly string[], scope: string): boolean {
  return granted.includes(scope) || granted.includes(scope.replace(/\.read$/, '.manage'))
}

function readingOf(scope: string): string {
  return scope.replace(/\.manage$/, '.read')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
