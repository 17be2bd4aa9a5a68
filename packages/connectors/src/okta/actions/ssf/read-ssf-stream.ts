import { field, path, z } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { defineReading } from '../../define/reading.ts'
import { ssfStreamKind } from '../../kinds/ssf-stream.ts'

export const readSsfStream = defineReading({
  id: 'okta.read_ssf_stream',
  title: 'Read SSF stream',
  description: 'Reads one stream of security events. Fails with okta_E0000007 if there is none.',
  scopes: ['ssf.read'],
  input: z.object({ stream: field(requiredText(), { title: 'Stream', description: 'Id.' }) }),
  kind: ssfStreamKind,
  at: (input) => path`/api/v1/ssf/stream?stream_id=${input.stream}`,
})
