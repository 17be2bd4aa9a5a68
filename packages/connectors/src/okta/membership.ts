import { isJsonObject, path, type ActionContext } from '@keyway/sdk'
import { asList } from './fields.ts'

/** Whether a user is in a group. Okta answers that only by the user's groups, which come in one answer. */
export async function readMembership(
  input: { group: string; user: string },
  { http }: ActionContext,
): Promise<{ isMember: boolean }> {
  const groups = asList(await http.get(path`/api/v1/users/${input.user}/groups`))
  return { isMember: groups.some((group) => isJsonObject(group) && group['id'] === input.group) }
}
