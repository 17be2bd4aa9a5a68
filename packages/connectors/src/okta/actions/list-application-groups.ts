import { defineAction, path, z } from '@keyway/sdk'
import { application, applicationGroupRecord, toApplicationGroup } from '../applications.ts'
import { collect } from '../client.ts'
import { hasMore, limit } from '../fields.ts'

export const listApplicationGroups = defineAction({
  id: 'okta.list_application_groups',
  title: 'List groups assigned to application',
  description: 'Lists the groups that are assigned to an application.',
  effect: 'read',
  scopes: ['okta.apps.read'],
  standsFor: ['okta-workflows:okta.listGroupsAssignedToApplication'],
  input: z.object({ application, limit }),
  output: z.object({ groups: z.array(applicationGroupRecord), hasMore }),
  async run(input, { http }) {
    const query = { limit: Math.min(input.limit + 1, 200) }
    const groups = path`/api/v1/apps/${input.application}/groups`
    const found = await collect(http, { path: groups, query, limit: input.limit })
    return { groups: found.items.map(toApplicationGroup), hasMore: found.hasMore }
  },
})
