import { path } from '@keyway/sdk'
import type { ActionContext, Path } from '@keyway/sdk'
import { asList } from './fields.ts'
import { toEnrollment } from './records/factors.ts'

export function enrollmentsOf(user: string): Path {
  return path`/api/v1/users/${user}/authenticator-enrollments`
}

/** The authenticators that a user has, without anything that proves who they are. */
export async function readEnrollments(
  input: { user: string },
  { http }: ActionContext,
): Promise<{ enrollments: string[] }> {
  const found = asList(await http.get(enrollmentsOf(input.user))).map(toEnrollment)
  return { enrollments: found.map(({ id, key, status }) => `${key} ${status} ${id}`).toSorted() }
}
