import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { logStream } from '../../fields.ts'
import { logStreamKind } from '../../kinds/log-stream.ts'

export const readLogStream = defineReading({
  id: 'okta.read_log_stream',
  title: 'Read log stream',
  description: 'Reads one log stream, without credentials. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.logStreams.read'],
  input: z.object({ logStream }),
  kind: logStreamKind,
  at: (input) => path`/api/v1/logStreams/${input.logStream}`,
})
