import { defineAction, path, z } from '@keyway/sdk'
import { application, applicationGroupRecord, toApplicationGroup } from '../applications.ts'
import { collect, readOktaPage } from '../client.ts'
import { hasMore, limit, standardLimit } from '../fields.ts'

export const listApplicationGroups = defineAction({
  id: 'okta.list_application_groups',
  title: 'List groups assigned to application',
  description: 'Lists the groups that are assigned to an application.',
  effect: 'read',
  scopes: ['okta.apps.read'],
  standsFor: ['okta-workflows:okta.listGroupsAssignedToApplication'],
  input: z.object({ application, limit }),
  output: z.object({ groups: z.array(applicationGroupRecord), hasMore }),
  async run({ limit = standardLimit, ...input }, { http }) {
    const query = { limit: Math.min(limit + 1, 200) }
    const found = await collect(http, { path: path`/api/v1/apps/${input.application}/groups`, query, limit })
    return { groups: found.items.map(toApplicationGroup), hasMore: found.hasMore }
  },
  async readPage(input, page, { http }) {
    const groups = path`/api/v1/apps/${input.application}/groups`
    const found = await readOktaPage(http, { path: groups, query: {}, limit: input.limit }, page)
    return { ...found, items: found.items.map(toApplicationGroup) }
  },
})
