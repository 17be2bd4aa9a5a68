import { FlowError, path } from '@keyway/sdk'
import type { ActionContext, Http, HttpResponse, JsonObject, Query } from '@keyway/sdk'
import { findAt } from './client.ts'
import { toUser, type User } from './records.ts'

/** The user with this id or login; undefined when there is none. */
export async function findUser(http: Http, user: string): Promise<User | undefined> {
  const found = await findAt(http, path`/api/v1/users/${user}`)
  return found === undefined ? undefined : toUser(found)
}

/** Status of a user: what a step of the lifecycle finds before and leaves behind. */
export async function readStatus(
  input: { user: string },
  { http }: ActionContext,
): Promise<{ status: string } | null> {
  const found = await findUser(http, input.user)
  return found === undefined ? null : { status: found.status }
}

/** The attributes that are set; null in a profile means the same as an attribute that is not there. */
export async function readProfile(
  input: { user: string },
  { http }: ActionContext,
): Promise<{ profile: JsonObject } | null> {
  const found = await findUser(http, input.user)
  if (found === undefined) return null
  const set = Object.entries(found.profile).filter(([, value]) => value !== null)
  return { profile: Object.fromEntries(set) }
}

interface Step {
  step: LifecycleStep
  query?: Query
}

type LifecycleStep =
  | 'activate'
  | 'reactivate'
  | 'deactivate'
  | 'suspend'
  | 'unsuspend'
  | 'unlock'
  | 'reset_password'
  | 'expire_password'
  | 'expire_password_with_temp_password'
  | 'reset_factors'

/** Takes a step of the status machine. `step` is the last part of the lifecycle path. */
export function takeStep(http: Http, user: string, { step, query }: Step): Promise<HttpResponse> {
  const target = path`/api/v1/users/${user}/lifecycle/${step}`
  return http.request({ method: 'POST', path: target, ...(query === undefined ? {} : { query }) })
}

/**
 * Brings a user to a status. Whoever is there already counts as brought there: Okta refuses the step with a code that
 * stands for other reasons as well, so that the status decides.
 */
export async function bringTo(
  http: Http,
  user: string,
  { to, ...step }: Step & { to: string },
): Promise<{ statusCode: number }> {
  try {
    const { status } = await takeStep(http, user, step)
    return { statusCode: status }
  } catch (error) {
    const isRefused = error instanceof FlowError && (error.statusCode === 400 || error.statusCode === 403)
    if (isRefused && (await findUser(http, user))?.status === to) return { statusCode: 200 }
    throw error
  }
}

/** For a crash amid `bringTo`: the status says whether it happened. */
export async function lookUpStatus(
  http: Http,
  user: string,
  to: string,
): Promise<{ statusCode: number } | undefined> {
  return (await findUser(http, user))?.status === to ? { statusCode: 200 } : undefined
}
