import { defineAction, path, z } from '@keyway/sdk'
import { statusCode } from '../../fields.ts'
import { boundMember, findBinding, readBinding } from '../../role-bindings.ts'

export const unassignCustomRole = defineAction({
  id: 'okta.unassign_custom_role',
  title: 'Unassign custom role for resource set',
  description:
    'Takes a custom role for a resource set from a user or a group. One that is not there is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.roles.manage'],
  input: z.object(boundMember),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { member } = await findBinding(http, input)
    const { resourceSet, role } = input
    if (member === undefined) {
      await http.get(path`/api/v1/iam/resource-sets/${resourceSet}`)
      return { statusCode: 404 }
    }
    const target = path`/api/v1/iam/resource-sets/${resourceSet}/bindings/${role}/members/${member}`
    const { status } = await http.request({ method: 'DELETE', path: target, allow: [404] })
    return { statusCode: status }
  },
  readState: readBinding,
  inverse: {
    action: 'okta.assign_custom_role',
    input: ({ input, before }) => (before.isMember ? { ...input } : undefined),
  },
})
