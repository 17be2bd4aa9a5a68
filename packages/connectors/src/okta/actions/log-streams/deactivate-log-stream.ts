import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { logStream } from '../../fields.ts'

export const deactivateLogStream = defineStatusChange({
  id: 'okta.deactivate_log_stream',
  title: 'Deactivate log stream',
  description:
    'Stops a log stream. What happens meanwhile is not streamed later. One that is inactive already counts as done.',
  scopes: ['okta.logStreams.manage'],
  input: z.object({ logStream }),
  at: (input) => path`/api/v1/logStreams/${input.logStream}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_log_stream', restores: 'ACTIVE' },
})
