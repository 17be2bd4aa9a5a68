import { defineAction, field, path, z } from '@keyway/sdk'
import { optional, record } from '../../../input.ts'
import {
  application,
  applicationGroupRecord,
  readGroupAssignment,
  toApplicationGroup,
} from '../../applications.ts'
import { group } from '../../fields.ts'

export const assignGroupToApplication = defineAction({
  id: 'okta.assign_group_to_application',
  title: 'Assign group to application',
  description: 'Assigns an application to all members of a group. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.apps.manage'],
  standsFor: ['okta-workflows:okta.assignGroupToApplication'],
  input: z.object({
    application,
    group,
    priority: field(optional(z.int().min(0)), {
      title: 'Priority',
      description: 'Where several groups give the application, the lowest number decides.',
    }),
    profile: field(optional(record()), { title: 'Profile', description: 'Attributes by name.' }),
  }),
  output: applicationGroupRecord,
  async run({ priority, profile, ...input }, { http }) {
    const target = path`/api/v1/apps/${input.application}/groups/${input.group}`
    const body = {
      ...(priority === undefined ? {} : { priority }),
      ...(profile === undefined ? {} : { profile }),
    }
    return toApplicationGroup(await http.put(target, body))
  },
  readState: readGroupAssignment,
  inverse: {
    action: 'okta.remove_group_from_application',
    input: ({ input, before }) =>
      before === null ? { application: input.application, group: input.group } : undefined,
  },
})
