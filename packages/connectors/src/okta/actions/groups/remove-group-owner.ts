import { defineAction, path, z } from '@keyway/sdk'
import { deleteWithin } from '../../client.ts'
import { group, statusCode } from '../../fields.ts'
import { owner, readOwnership } from '../../group-owners.ts'

export const removeGroupOwner = defineAction({
  id: 'okta.remove_group_owner',
  title: 'Remove group owner',
  description:
    'Ends the ownership of a group. Someone who owns it no more is no error. Needs Identity Governance.',
  effect: 'idempotent',
  scopes: ['okta.groups.manage'],
  input: z.object({ group, owner }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await deleteWithin(http, {
      path: path`/api/v1/groups/${input.group}/owners/${input.owner}`,
      within: path`/api/v1/groups/${input.group}`,
    })
    return { statusCode: status }
  },
  readState: readOwnership,
  inverse: {
    action: 'okta.add_group_owner',
    input: ({ input, before }) => (before.isOwner ? { ...input, type: before.type } : undefined),
  },
})
