import { FlowError, isJsonObject, path } from '@keyway/sdk'
import type { Http, HttpResponse, Json, Path, Query } from '@keyway/sdk'
import { toUser, type User } from './records.ts'

/**
 * Code and text of a refused answer. Codes are Okta's own behind `okta_` (`okta_E0000007`); texts change over time, so
 * nothing may depend on them.
 */
export function describeError(response: HttpResponse): { code?: string; message?: string } | undefined {
  const { body } = response
  if (!isJsonObject(body) || typeof body['errorCode'] !== 'string') return undefined
  const summary = typeof body['errorSummary'] === 'string' ? body['errorSummary'] : 'no summary given'
  const causes = readCauses(body['errorCauses']).filter((cause) => !summary.includes(cause))
  const id = typeof body['errorId'] === 'string' ? ` (error id ${body['errorId']})` : ''
  const text = [summary, ...causes].join('; ')
  return { code: `okta_${body['errorCode']}`, message: `Okta answered ${body['errorCode']}: ${text}${id}` }
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

/** The user with this id or login; undefined when there is none. */
export async function findUser(http: Http, user: string): Promise<User | undefined> {
  const { status, body } = await http.request({
    method: 'GET',
    path: path`/api/v1/users/${user}`,
    allow: [404],
  })
  return status === 404 ? undefined : toUser(body)
}

/** Moves a user through the status machine. `step` is the last part of the lifecycle path. */
export function changeStatus(
  http: Http,
  user: string,
  change: { step: LifecycleStep; query?: Query },
): Promise<HttpResponse> {
  const target = path`/api/v1/users/${user}/lifecycle/${change.step}`
  return http.request({
    method: 'POST',
    path: target,
    ...(change.query === undefined ? {} : { query: change.query }),
  })
}

type LifecycleStep =
  'activate' | 'reactivate' | 'deactivate' | 'suspend' | 'unsuspend' | 'unlock' | 'reset_password'

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
