import { problemDetails, roles, type Role } from '@keyway/api'
import type { MountedRoute } from '../http/server.ts'

export interface RouteProbe {
  routes: readonly MountedRoute[]
  send: (request: Request) => Promise<Response>
  /** Any origin; where `send` goes is its own matter. */
  origin: string
  /** A valid API token of each role, to prove that weaker ones do not suffice. */
  tokens: Readonly<Record<Role, string>>
  /** A valid session cookie (`keyway_session=…`) of an administrator, to prove that other sites cannot use it. */
  adminCookie: string
}

interface Attempt {
  who: string
  headers: Record<string, string>
  /** Statuses that refuse. */
  refusals: readonly number[]
}

const strangers: readonly Attempt[] = [
  { who: 'nobody', headers: {}, refusals: [401] },
  { who: 'a token that is none', headers: { authorization: `Bearer kw_${'A'.repeat(43)}` }, refusals: [401] },
  { who: 'a broken token', headers: { authorization: 'Bearer' }, refusals: [401] },
  { who: 'basic authentication', headers: { authorization: 'Basic YWRtaW46YWRtaW4=' }, refusals: [401] },
  { who: 'a cookie that is none', headers: { cookie: `keyway_session=${'A'.repeat(43)}` }, refusals: [401] },
  { who: 'an empty cookie', headers: { cookie: 'keyway_session=' }, refusals: [401] },
]

/**
 * Calls every mounted route without, with wrong and with too weak credentials, and from another site. Returns a line for
 * each call that was not refused as it should be, or whose refusal told a stranger more than a code; empty is good.
 */
export async function findOpenRoutes(probe: RouteProbe): Promise<string[]> {
  const found: string[] = []
  for (const route of probe.routes) {
    for (const attempt of attemptsOn(route, probe)) {
      const response = await probe.send(toRequest(route, attempt, probe.origin))
      const text = await response.text()
      const line = `${route.method} ${route.path} (${route.access}) for ${attempt.who}`
      if (!attempt.refusals.includes(response.status)) found.push(`${line}: ${response.status}`)
      if (response.status >= 400 && tellsMore(text, attempt)) found.push(`${line}: answers ${text}`)
    }
  }
  return found
}

function attemptsOn({ method, access }: MountedRoute, probe: RouteProbe): readonly Attempt[] {
  switch (access) {
    case 'health':
      return []
    // Reading whether set-up is needed is open; making an administrator needs the token.
    case 'setup-link':
      return method === 'GET' ? [] : [{ who: 'nobody', headers: {}, refusals: [400, 403, 429] }]
    case 'sign-in':
      return [{ who: 'nobody', headers: {}, refusals: [400, 401, 429] }]
    // A hook does not say whether the path or the secret was wrong.
    case 'hook':
    case 'form':
      return [{ who: 'nobody', headers: {}, refusals: [400, 401, 403, 404, 411, 413, 415] }]
    case 'viewer':
    case 'operator':
    case 'builder':
    case 'admin':
      return [...strangers, ...weakerThan(access, probe), ...fromOtherSites(method, probe)]
  }
}

function weakerThan(access: Role, { tokens }: RouteProbe): Attempt[] {
  return roles.slice(0, roles.indexOf(access)).map((role) => ({
    who: `a ${role}`,
    headers: { authorization: `Bearer ${tokens[role]}` },
    refusals: [403],
  }))
}

function fromOtherSites(method: string, { adminCookie: cookie }: RouteProbe): Attempt[] {
  if (method === 'GET') return []
  return [
    {
      who: 'another site with the administrator’s cookie',
      headers: { cookie, origin: 'https://evil.example' },
      refusals: [403],
    },
    {
      who: 'a sibling site with the administrator’s cookie',
      headers: { cookie, 'sec-fetch-site': 'same-site' },
      refusals: [403],
    },
    { who: 'a cookie without any origin', headers: { cookie }, refusals: [403] },
  ]
}

function toRequest(route: MountedRoute, attempt: Attempt, origin: string): Request {
  const url = origin + route.path.replaceAll(/:[A-Za-z]+/g, '00000000-0000-7000-8000-000000000000')
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE'
  return new Request(url, {
    method: route.method,
    headers: { ...attempt.headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: '{}' } : {}),
  })
}

/** A refusal for a stranger is a problem with a code and no detail. */
function tellsMore(text: string, attempt: Attempt): boolean {
  if (attempt.refusals.includes(403)) return false
  const parsed = problemDetails.safeParse(JSON.parse(text === '' ? '{}' : text))
  return !parsed.success || parsed.data.detail !== undefined
}
