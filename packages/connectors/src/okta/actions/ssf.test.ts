import { createTestContext, listen, runAction } from '@keyway/connectors/testing'
import { expect, test } from 'vitest'
import { okta } from '../index.ts'
import { listSsfStreams } from './ssf/list-ssf-streams.ts'
import { readSsfStream } from './ssf/read-ssf-stream.ts'

const stream = {
  stream_id: 'esc1',
  iss: 'https://acme.okta.com',
  events_requested: ['session-revoked'],
  delivery: { endpoint_url: 'https://signals.acme.test', authorization_header: 'hush' },
}

test('SSF streams are listed and read, without what the receiver is told to trust', async () => {
  const server = await listen(({ query }) => ({ body: query['stream_id'] === 'esc1' ? stream : [stream] }))
  try {
    const context = createTestContext({ connector: okta, connection: { domain: server.url, token: 't' } })
    const listed = await runAction(listSsfStreams, {}, context)
    const read = await runAction(readSsfStream, { stream: 'esc1' }, context)
    expect(listed).toMatchObject({ streams: [read], hasMore: false })
    expect(read).toMatchObject({ stream_id: 'esc1', events_requested: ['session-revoked'] })
    expect(JSON.stringify([listed, read])).not.toContain('hush')
  } finally {
    await server.close()
  }
})
