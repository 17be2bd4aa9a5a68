import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { logStream } from '../../fields.ts'

export const activateLogStream = defineStatusChange({
  id: 'okta.activate_log_stream',
  title: 'Activate log stream',
  description: 'Starts a log stream. One that is active already counts as done.',
  scopes: ['okta.logStreams.manage'],
  input: z.object({ logStream }),
  at: (input) => path`/api/v1/logStreams/${input.logStream}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_log_stream', restores: 'INACTIVE' },
})
