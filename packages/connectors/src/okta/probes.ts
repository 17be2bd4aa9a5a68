import { isJsonObject, path, type Http, type HttpResponse, type Path, type Query } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** One thing that a test found: what keeps flows from working, or what is good to know. */
export interface Finding {
  tone: 'bad' | 'note'
  text: string
}

interface Probe {
  path: Path
  query?: Query
  /** An org always has some: an empty answer means that the role reaches none, which Okta does not call an error. */
  neverEmpty?: boolean
  /** Usually there are some: worth a word, but no proof. */
  seldomEmpty?: boolean
}

const one = { limit: 1 }

/** Something harmless to read for each resource: what comes back tells whether an admin role reaches it. */
const probes: Readonly<Partial<Record<string, Probe>>> = {
  'okta.apiTokens': { path: path`/api/v1/api-tokens` },
  'okta.apps': { path: path`/api/v1/apps`, query: one, seldomEmpty: true },
  'okta.authenticators': { path: path`/api/v1/authenticators`, seldomEmpty: true },
  'okta.authorizationServers': { path: path`/api/v1/authorizationServers`, query: one },
  'okta.behaviors': { path: path`/api/v1/behaviors` },
  'okta.devices': { path: path`/api/v1/devices`, query: one },
  'okta.eventHooks': { path: path`/api/v1/eventHooks` },
  'okta.groups': { path: path`/api/v1/groups`, query: one, neverEmpty: true },
  'okta.idps': { path: path`/api/v1/idps`, query: one },
  'okta.inlineHooks': { path: path`/api/v1/inlineHooks` },
  'okta.linkedObjects': { path: path`/api/v1/meta/schemas/user/linkedObjects` },
  'okta.logStreams': { path: path`/api/v1/logStreams`, query: one },
  'okta.logs': { path: path`/api/v1/logs`, query: one, seldomEmpty: true },
  'okta.networkZones': { path: path`/api/v1/zones`, query: one, seldomEmpty: true },
  'okta.policies': { path: path`/api/v1/policies`, query: { type: 'OKTA_SIGN_ON' }, seldomEmpty: true },
  'okta.realms': { path: path`/api/v1/realms`, query: one },
  'okta.roles': { path: path`/api/v1/iam/roles` },
  'okta.schemas': { path: path`/api/v1/meta/schemas/group/default` },
  'okta.threatInsights': { path: path`/api/v1/threats/configuration` },
  'okta.trustedOrigins': { path: path`/api/v1/trustedOrigins`, query: one },
  'okta.userTypes': { path: path`/api/v1/meta/types/user` },
  'okta.users': { path: path`/api/v1/users`, query: one, neverEmpty: true },
}

/** Reads a little of each resource that these scopes are for, and says what is refused or suspiciously empty. */
export async function probe(
  http: Http,
  { scopes, who }: { scopes: readonly string[]; who: string },
): Promise<Finding[]> {
  const stems = new Set(scopes.map((scope) => scope.replace(/\.(read|manage)$/, '')))
  const findings: Finding[] = []
  for (const stem of stems) {
    const wanted = probes[stem]
    if (wanted === undefined) continue
    const answer = await http.request({
      method: 'GET',
      path: wanted.path,
      ...(wanted.query === undefined ? {} : { query: wanted.query }),
      allow: [400, 401, 403, 404],
    })
    const finding = judge(wanted, answer, who)
    if (finding !== undefined) findings.push(finding)
  }
  return findings
}

function judge(wanted: Probe, { status, body }: HttpResponse, who: string): Finding | undefined {
  const code = isJsonObject(body) ? textOf(body['errorCode']) : ''
  if (code === 'E0000015') {
    return { tone: 'bad', text: `The org does not have the feature behind ${wanted.path} (E0000015).` }
  }
  if (status === 403) {
    return { tone: 'bad', text: `Okta refuses ${wanted.path}: no admin role of ${who} covers it.` }
  }
  if (status >= 400) {
    const why = code === '' ? `${status}` : `${status} ${code}`
    return {
      tone: 'bad',
      text: `Okta answers ${wanted.path} with ${why}. Check the domain and the licences of the org.`,
    }
  }
  if (!Array.isArray(body) || body.length > 0) return undefined
  if (wanted.neverEmpty === true) {
    return {
      tone: 'bad',
      text:
        `Okta shows an empty list for ${wanted.path} and calls it no error: the admin role of ${who} reaches none of them. ` +
        'Assign a role, or widen its resource set; until then flows find nothing and say nothing.',
    }
  }
  if (wanted.seldomEmpty !== true) return undefined
  return {
    tone: 'note',
    text: `Okta shows an empty list for ${wanted.path}. If the org has some, the admin role of ${who} does not reach them.`,
  }
}
