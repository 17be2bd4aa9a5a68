import { defineAction, z } from '@keyway/sdk'
import { statusCode } from '../../fields.ts'
import {
  applicationTarget,
  catalogApp,
  isRemovable,
  nameOf,
  readApplicationTargets,
  targeted,
} from '../../role-targets.ts'

export const addRoleApplicationTarget = defineAction({
  id: 'okta.add_role_application_target',
  title: 'Add application target to role',
  description:
    'Narrows an assigned role to an application, beside its other targets. The first target ends its reach to all. Repeating it ' +
    'changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ ...targeted, ...catalogApp }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await http.request({ method: 'PUT', path: applicationTarget(input) })
    return { statusCode: status }
  },
  readState: readApplicationTargets,
  inverse: {
    action: 'okta.remove_role_application_target',
    input: ({ input, before }) =>
      isRemovable(before, nameOf(input)) ? { ...input, application: input.application ?? null } : undefined,
  },
})
