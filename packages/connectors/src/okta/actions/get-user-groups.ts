import { defineAction, path, z, type Http } from '@keyway/sdk'
import { asList, user } from '../fields.ts'
import { groupRecord, toGroup } from '../records.ts'

export const getUserGroups = defineAction({
  id: 'okta.get_user_groups',
  title: 'Get user groups',
  description: 'Lists the groups of a user, the built-in Everyone included.',
  effect: 'read',
  scopes: ['okta.users.read'],
  standsFor: ['okta-workflows:okta.getUsersGroups', 'torq:Get user groups'],
  input: z.object({ user }),
  output: z.object({ groups: z.array(groupRecord) }),
  async run(input, { http }) {
    return { groups: await readGroups(input, http) }
  },
  async readPage(input, _page, { http }) {
    return { items: await readGroups(input, http), next: null }
  },
})

/** One answer without pages, so there is no limit to set. */
async function readGroups({ user: id }: { user: string }, http: Http) {
  return asList(await http.get(path`/api/v1/users/${id}/groups`)).map(toGroup)
}
