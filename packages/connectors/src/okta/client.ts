import { FlowError, isJsonObject } from '@keyway/sdk'
import type { ErrorDescription, Http, HttpResponse, Json, Path, Query } from '@keyway/sdk'

/**
 * Codes whose request was not carried out and may be soon: the org is read-only (10), a user is in transition (112), a
 * policy is locked (239), group rules are being set up (249), a user type is made (253), a role is changing (268). Facts
 * section 8.
 */
const later: ReadonlySet<string> = new Set([
  'E0000010',
  'E0000112',
  'E0000239',
  'E0000249',
  'E0000253',
  'E0000268',
])

/** Codes of 429 that no short wait helps: what the org may send by SMS and call in a day or a month is used up. */
const usedUp: ReadonlySet<string> = new Set(['E0000146', 'E0000147', 'E0000186', 'E0000204', 'E0000205'])

/**
 * Code and text of a refused answer. Codes are Okta's own behind `okta_` (`okta_E0000007`); texts change over time, so
 * nothing may depend on them.
 */
export function describeError(response: HttpResponse): ErrorDescription | undefined {
  const { body } = response
  if (!isJsonObject(body) || typeof body['errorCode'] !== 'string') return undefined
  const summary = typeof body['errorSummary'] === 'string' ? body['errorSummary'] : 'no summary given'
  const causes = readCauses(body['errorCauses']).filter((cause) => !summary.includes(cause))
  const id = typeof body['errorId'] === 'string' ? ` (error id ${body['errorId']})` : ''
  const text = [summary, ...causes].join('; ')
  const retry = retryOf(body['errorCode'])
  return {
    code: `okta_${body['errorCode']}`,
    message: `Okta answered ${body['errorCode']}: ${text}${id}`,
    ...(retry === undefined ? {} : { retry }),
  }
}

function retryOf(code: string): ErrorDescription['retry'] {
  if (later.has(code)) return 'later'
  return usedUp.has(code) ? 'never' : undefined
}

/** `errorCauses` is usually a list, but some endpoints answer with one object. */
function readCauses(causes: Json | undefined): string[] {
  const list = Array.isArray(causes) ? causes : [causes]
  return list.flatMap((cause) =>
    isJsonObject(cause) && typeof cause['errorSummary'] === 'string' ? [cause['errorSummary']] : [],
  )
}

export function isOktaError(thrown: unknown, code: string): boolean {
  return thrown instanceof FlowError && thrown.code === `okta_${code}`
}

/**
 * Deletes what may be gone already, so that it can be repeated. Where it is not found, `within` must be: a wrong id of
 * what encloses it is an error and not a success.
 */
export async function deleteWithin(
  http: Http,
  target: { path: Path; query?: Query; within: Path },
): Promise<HttpResponse> {
  const query = target.query === undefined ? {} : { query: target.query }
  const answer = await http.request({ method: 'DELETE', path: target.path, allow: [404], ...query })
  if (answer.status === 404) await http.get(target.within)
  return answer
}

/** What is at a path; undefined where nothing is. */
export async function findAt(http: Http, target: Path, query: Query = {}): Promise<Json | undefined> {
  const { status, body } = await http.request({ method: 'GET', path: target, query, allow: [404] })
  return status === 404 ? undefined : body
}
