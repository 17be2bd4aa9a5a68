import { defineAction, field, path, z } from '@keyway/sdk'
import { customRole, resourceSet } from '../../fields.ts'
import { memberId, memberKind, readMember } from '../../resource-sets.ts'

export const removeMemberFromBinding = defineAction({
  id: 'okta.remove_member_from_binding',
  title: 'Remove member from binding',
  description:
    'Takes a custom admin role for a resource set from a user or a group. Who lacks it is no error.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ resourceSet, role: customRole, kind: memberKind, member: memberId }),
  output: z.object({ changed: field(z.boolean(), { title: 'Changed' }) }),
  async run(input, context) {
    const { membership } = await readMember(input, context)
    if (membership === null) return { changed: false }
    const { resourceSet: set, role } = input
    const target = path`/api/v1/iam/resource-sets/${set}/bindings/${role}/members/${membership}`
    await context.http.request({ method: 'DELETE', path: target, allow: [404] })
    return { changed: true }
  },
  readState: readMember,
  inverse: {
    action: 'okta.add_member_to_binding',
    input: ({ input, before }) => (before.membership === null ? undefined : { ...input }),
  },
})
