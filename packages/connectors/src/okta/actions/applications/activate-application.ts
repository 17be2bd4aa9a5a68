import { defineAction, path, z } from '@keyway/sdk'
import { application, readApplicationStatus } from '../../applications.ts'
import { statusCode } from '../../fields.ts'

export const activateApplication = defineAction({
  id: 'okta.activate_application',
  title: 'Activate application',
  description: 'Lets people sign in to an application again. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.apps.manage'],
  input: z.object({ application }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const target = path`/api/v1/apps/${input.application}/lifecycle/activate`
    const { status } = await http.request({ method: 'POST', path: target })
    return { statusCode: status }
  },
  readState: readApplicationStatus,
  inverse: {
    action: 'okta.deactivate_application',
    input: ({ input, before }) => (before?.status === 'INACTIVE' ? { ...input } : undefined),
  },
})
