import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import { ConnectionError, RemoteError } from '@keyway/sdk'
import { afterEach, expect, test } from 'vitest'
import { createOutbound } from '../../../outbound/outbound.ts'
import { explainHookError } from './explain.ts'
import { lookAtAddress } from './look-at-address.ts'
import { planTypes } from './plan-types.ts'

const closers: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const refused = (reason: string) => new RemoteError(`Okta answered E0000001: ${reason}`, { statusCode: 400 })

test.each([
  ['not_https', refused('channel.config.uri: Only https addresses are allowed')],
  ['too_many_hooks', refused('The org has 25 event hooks, which is the maximum')],
  ['dns', refused('Event hook verification failed: getaddrinfo ENOTFOUND nowhere.example')],
  ['tls_name', refused('Event hook verification failed: ERR_TLS_CERT_ALTNAME_INVALID')],
  ['tls_expired', refused('Event hook verification failed: certificate has expired')],
  ['tls_chain', refused('Event hook verification failed: PKIX path building failed')],
  [
    'tls_chain',
    new Error('fetch failed', {
      cause: Object.assign(new Error('x'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }),
    }),
  ],
  ['redirect', refused('Event hook verification failed: expected status 200, received status 301')],
  ['timeout', refused('Event hook verification failed: No answer within 3000 ms')],
  ['not_reachable', refused('Event hook verification failed: connect ECONNREFUSED 203.0.113.1:443')],
  [
    'verification_refused',
    refused('Event hook verification failed: the "verification" is not the challenge'),
  ],
  ['scope', new RemoteError('Okta answered E0000006', { statusCode: 403 })],
  ['credentials', new ConnectionError('Okta answered E0000011', { statusCode: 401 })],
])('explains %s', (code, error) => {
  const problem = explainHookError(error)
  expect(problem.code).toBe(code)
  expect(problem.message.length).toBeGreaterThan(30)
})

async function look(listener: RequestListener, allow = ['127.0.0.0/8']) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => void server.close())
  const outbound = createOutbound({ allow })
  closers.push(() => outbound.close(0))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return lookAtAddress(outbound, `http://127.0.0.1:${port}/hooks/okta/x`)
}

test('looks at the address itself', async () => {
  expect(await look((_, answer) => answer.writeHead(301, { location: '/' }).end())).toMatchObject({
    code: 'redirect',
  })
  expect(await look((_, answer) => answer.writeHead(404).end())).toMatchObject({ code: 'not_keyway' })
  expect(await look((_, answer) => answer.writeHead(401).end())).toMatchObject({ code: 'secret' })
  expect(await look((_, answer) => answer.end('{"verification":"old"}'))).toMatchObject({
    code: 'verification_refused',
  })
  expect(await look(() => undefined)).toMatchObject({ code: 'timeout' })
  expect(await look((_, answer) => answer.end(), [])).toMatchObject({ code: 'not_public' })
  const echo: RequestListener = (request, answer) =>
    answer.end(JSON.stringify({ verification: request.headers['x-okta-verification-challenge'] }))
  expect(await look(echo)).toBeUndefined()
}, 20_000)

test('types stay in the hook they are in, and a new hook begins past 300', () => {
  const isEligible = (type: string) => !type.startsWith('never')
  const all = Array.from({ length: 310 }, (_, n) => `t${n}`)
  const plan = (wanted: string[], present: string[][]) =>
    planTypes(wanted, present, { isEligible, allEligible: () => all })
  expect(plan(['b', 'never.a', 'a'], [])).toEqual([['a', 'b']])
  expect(plan([], [['a']])).toEqual([[]])
  const [first = [], second = []] = plan(['*'], [])
  expect([first.length, second.length]).toEqual([300, 10])
  const again = plan([...all.filter((type) => type !== first[0]), 'new'], [first, second])
  expect(again[0]?.length).toBe(300)
  expect(again[0]).toContain('new')
  expect(again[1]).toEqual(second)
  expect(plan(['a'], [first, second])).toEqual([['a']])
})
