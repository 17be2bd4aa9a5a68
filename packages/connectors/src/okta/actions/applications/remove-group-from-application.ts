import { defineAction, path, z } from '@keyway/sdk'
import { application, readGroupAssignment } from '../../applications.ts'
import { deleteWithin } from '../../client.ts'
import { group, statusCode } from '../../fields.ts'

export const removeGroupFromApplication = defineAction({
  id: 'okta.remove_group_from_application',
  title: 'Remove group from application',
  description:
    'Takes an application away from the members of a group who have it by nothing else; they may be deprovisioned ' +
    'there. Without assignment it is no error.',
  effect: 'idempotent',
  scopes: ['okta.apps.manage'],
  input: z.object({ application, group }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await deleteWithin(http, {
      path: path`/api/v1/apps/${input.application}/groups/${input.group}`,
      within: path`/api/v1/apps/${input.application}`,
    })
    return { statusCode: status }
  },
  readState: readGroupAssignment,
  inverse: {
    action: 'okta.assign_group_to_application',
    input: ({ input, before }) => (before === null ? undefined : { ...input, ...before }),
  },
})
