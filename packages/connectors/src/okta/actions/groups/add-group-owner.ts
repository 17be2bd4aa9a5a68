import { defineAction, path, z } from '@keyway/sdk'
import { group } from '../../fields.ts'
import { findOwner, owner, ownerType, readOwnership } from '../../group-owners.ts'
import { groupOwnerRecord, toGroupOwner } from '../../records/belongings.ts'

export const addGroupOwner = defineAction({
  id: 'okta.add_group_owner',
  title: 'Add group owner',
  description:
    'Makes a user or a group an owner of a group. Someone who is one already counts as done. Needs Identity Governance.',
  effect: 'write',
  scopes: ['okta.groups.manage'],
  input: z.object({ group, owner, type: ownerType }),
  output: groupOwnerRecord,
  async run({ type, ...input }, { http }) {
    const known = await findOwner(http, input)
    if (known !== undefined) return known
    return toGroupOwner(
      await http.post(path`/api/v1/groups/${input.group}/owners`, { id: input.owner, type }),
    )
  },
  lookUp: (input, { http }) => findOwner(http, input),
  readState: readOwnership,
  inverse: {
    action: 'okta.remove_group_owner',
    input: ({ input, before }) => (before.isOwner ? undefined : { group: input.group, owner: input.owner }),
  },
})
