import { defineAction, z } from '@keyway/sdk'
import { deleteWithin } from '../../client.ts'
import { statusCode } from '../../fields.ts'
import {
  applicationTarget,
  catalogApp,
  nameOf,
  readApplicationTargets,
  targeted,
  applicationTargets,
} from '../../role-targets.ts'

export const removeRoleApplicationTarget = defineAction({
  id: 'okta.remove_role_application_target',
  title: 'Remove application target from role',
  description:
    'Takes an application out of the reach of an assigned role. One that is not there is no error; Okta refuses to ' +
    'remove the last one.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ ...targeted, ...catalogApp }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await deleteWithin(http, {
      path: applicationTarget(input),
      within: applicationTargets(input),
    })
    return { statusCode: status }
  },
  readState: readApplicationTargets,
  inverse: {
    action: 'okta.add_role_application_target',
    input: ({ input, before }) =>
      before.targets.includes(nameOf(input))
        ? { ...input, application: input.application ?? null }
        : undefined,
  },
})
