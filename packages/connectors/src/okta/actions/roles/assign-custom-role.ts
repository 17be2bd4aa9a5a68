import { defineAction, field, path, z } from '@keyway/sdk'
import type { ActionContext } from '@keyway/sdk'
import {
  boundMember,
  findMember,
  hrefOf,
  isBound,
  membersOf,
  readBinding,
  type BoundMember,
} from '../../role-bindings.ts'

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
    if ((await findMember(context.http, input)) === undefined) await bind(input, context)
    return { isMember: true }
  },
  async lookUp(input, { http }) {
    return (await findMember(http, input)) === undefined ? undefined : { isMember: true }
  },
  readState: readBinding,
  inverse: {
    action: 'okta.unassign_custom_role',
    input: ({ input, before }) => (before.isMember ? undefined : { ...input }),
  },
})

/** The first member makes the binding; every other one joins it. */
async function bind(input: BoundMember, context: ActionContext): Promise<void> {
  const { http } = context
  const member = hrefOf(context, input)
  if (await isBound(http, input)) {
    await http.patch(membersOf(input), { additions: [member] })
  } else {
    const bindings = path`/api/v1/iam/resource-sets/${input.resourceSet}/bindings`
    await http.post(bindings, { role: input.role, members: [member] })
  }
}
