import { defineAction, field, path, z } from '@keyway/sdk'
import { boundMember, findBinding, hrefOf, membersOf, readBinding } from '../../role-bindings.ts'

const output = z.object({
  isMember: field(z.boolean(), { title: 'Is member', description: 'Always true: the role is assigned.' }),
})

export const assignCustomRole = defineAction({
  id: 'okta.assign_custom_role',
  title: 'Assign custom role for resource set',
  description:
    'Gives a user or a group a custom role for what is in a resource set. One that is there already counts as done.',
  effect: 'write',
  scopes: ['okta.roles.manage'],
  input: z.object(boundMember),
  output,
  async run(input, context) {
    const { http } = context
    const { isBound, member } = await findBinding(http, input)
    if (member !== undefined) return { isMember: true }
    const href = hrefOf(context, input)
    // The first member makes the binding; every other one joins it.
    if (isBound) {
      await http.patch(membersOf(input), { additions: [href] })
    } else {
      const bindings = path`/api/v1/iam/resource-sets/${input.resourceSet}/bindings`
      await http.post(bindings, { role: input.role, members: [href] })
    }
    return { isMember: true }
  },
  async lookUp(input, { http }) {
    return (await findBinding(http, input)).member === undefined ? undefined : { isMember: true }
  },
  readState: readBinding,
  inverse: {
    action: 'okta.unassign_custom_role',
    input: ({ input, before }) => (before.isMember ? undefined : { ...input }),
  },
})
