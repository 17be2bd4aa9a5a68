import { defineAction, path, z } from '@keyway/sdk'
import { application, readApplicationStatus } from '../../applications.ts'
import { statusCode } from '../../fields.ts'

export const deactivateApplication = defineAction({
  id: 'okta.deactivate_application',
  title: 'Deactivate application',
  description:
    'Keeps everybody from signing in to an application; assignments stay. Repeating it changes nothing.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.apps.manage'],
  input: z.object({ application }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const target = path`/api/v1/apps/${input.application}/lifecycle/deactivate`
    const { status } = await http.request({ method: 'POST', path: target })
    return { statusCode: status }
  },
  readState: readApplicationStatus,
  inverse: {
    action: 'okta.activate_application',
    input: ({ input, before }) => (before?.status === 'ACTIVE' ? { ...input } : undefined),
  },
})
