import { defineAction, field, path, z } from '@keyway/sdk'
import { customRole, resourceSet } from '../../fields.ts'
import { memberAddress, memberId, memberKind, membersPath, readMember } from '../../resource-sets.ts'

export const addMemberToBinding = defineAction({
  id: 'okta.add_member_to_binding',
  title: 'Add member to binding',
  description: 'Gives a user or a group a custom admin role for a resource set. Who has it already keeps it.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ resourceSet, role: customRole, kind: memberKind, member: memberId }),
  output: z.object({ changed: field(z.boolean(), { title: 'Changed' }) }),
  async run(input, context) {
    const { isBound, membership } = await readMember(input, context)
    if (membership !== null) return { changed: false }
    const address = memberAddress(input, context)
    const { http } = context
    if (isBound) await http.patch(membersPath(input), { additions: [address] })
    else {
      const target = path`/api/v1/iam/resource-sets/${input.resourceSet}/bindings`
      await http.post(target, { role: input.role, members: [address] })
    }
    return { changed: true }
  },
  readState: readMember,
  inverse: {
    action: 'okta.remove_member_from_binding',
    input: ({ input, before }) => (before.membership === null ? { ...input } : undefined),
  },
})
