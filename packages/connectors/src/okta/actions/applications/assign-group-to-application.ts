import { defineAction, path, z } from '@keyway/sdk'
import { application, applicationGroupRecord, toApplicationGroup } from '../../applications.ts'
import { group } from '../../fields.ts'

export const assignGroupToApplication = defineAction({
  id: 'okta.assign_group_to_application',
  title: 'Assign group to application',
  description: 'Assigns an application to all members of a group. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.apps.manage'],
  standsFor: ['okta-workflows:okta.assignGroupToApplication'],
  input: z.object({ application, group }),
  output: applicationGroupRecord,
  async run(input, { http }) {
    return toApplicationGroup(
      await http.put(path`/api/v1/apps/${input.application}/groups/${input.group}`, {}),
    )
  },
})
