import { once } from 'node:events'
import { createServer, request, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { events, executions, oktaHooks, oktaSources } from '@keyway/api'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createOutbound } from '../../../outbound/outbound.ts'
import { createDirectories } from '../../../testing/directories.ts'
import { openOktaWorld, type OktaWorld } from '../../../testing/okta-world.ts'
import { selfSigned } from '../../testing/self-signed.ts'
import { sendCanary } from './canary.ts'

const directories = createDirectories()
const closers: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})
afterAll(() => directories.remove())

/** What stands at the public address. */
async function front(listener: RequestListener, tls = false): Promise<string> {
  const server = tls ? createTlsServer(selfSigned('127.0.0.1'), listener) : createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return `${tls ? 'https' : 'http'}://127.0.0.1:${port}`
}

async function open(publicUrl: string): Promise<{ world: OktaWorld; org: string }> {
  const directory = directories.create()
  const store = { kind: 'sqlite', directory, dataDirectory: directory } as const
  const world = await openOktaWorld(store, { config: { publicUrl }, hookTimeoutMs: 300 })
  closers.push(() => world.close())
  const { org } = await world.source()
  await world.publish('Any', { event: 'okta.user.account.lock' })
  return { world, org }
}

const setUp = async ({ world, org }: { world: OktaWorld; org: string }) =>
  (await world.call(oktaSources.setUpHook, { params: { org } })).hooks
const tested = async ({ world, org }: { world: OktaWorld; org: string }) =>
  (await world.call(oktaSources.changeHook, { params: { org, step: 'test' } })).hooks

describe('the hook says why it does not work:', () => {
  test.each<[code: string, RequestListener, advice: RegExp]>([
    [
      'redirect',
      (_, answer) => answer.writeHead(301, { location: 'https://elsewhere.test/' }).end(),
      /final address/,
    ],
    ['secret', (_, answer) => answer.writeHead(401).end(), /asks for a sign-in, or the key/],
    ['not_keyway', (_, answer) => answer.writeHead(404).end(), /Another server answers/],
    ['timeout', () => undefined, /did not answer within 3 seconds/],
    [
      'verification_refused',
      (_, answer) => answer.end('{"verification":"of another time"}'),
      /may change or cache answers/,
    ],
  ])('%s', async (code, listener, advice) => {
    const hooks = await setUp(await open(await front(listener)))
    expect(hooks).toMatchObject([
      { status: 'failing', problems: [{ code, message: expect.stringMatching(advice) }] },
    ])
  })

  test('tls_chain', async () => {
    const hooks = await setUp(await open(await front((_, answer) => answer.end(), true)))
    expect(hooks).toMatchObject([
      {
        status: 'failing',
        problems: [{ code: 'tls_chain', message: expect.stringContaining('Serve the whole chain') }],
      },
    ])
  })

  test('dns', async () => {
    const hooks = await setUp(await open('https://keyway.invalid'))
    expect(hooks).toMatchObject([
      { status: 'failing', problems: [{ code: 'dns', message: expect.stringContaining('DNS record') }] },
    ])
  })
})

describe('the canary', () => {
  /** A proxy before Keyway that treats posts in its own way. */
  async function behindProxy(onPost: (answer: Parameters<RequestListener>[1]) => boolean) {
    const to: { world?: OktaWorld } = {}
    const url = await front((incoming, answer) => {
      if (incoming.method === 'POST' && onPost(answer)) return
      const { method, headers, url: path = '/' } = incoming
      const outgoing = request(`${to.world?.url()}${path}`, { method, headers }, (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(answer)
      })
      incoming.pipe(outgoing)
    })
    const opened = await open(url)
    to.world = opened.world
    return opened
  }

  test('comes through to the store, and is no event', async () => {
    const opened = await behindProxy(() => false)
    const { world } = opened
    const any = await world.publish('Every', { event: 'okta.event' })
    expect(await setUp(opened)).toMatchObject([{ status: 'ok', canary: null }, { status: 'ok' }])
    const hooks = await tested(opened)
    expect(hooks).toMatchObject([
      { status: 'ok', problems: [], canary: { tookMs: expect.any(Number), unsent: null } },
      { status: 'ok' },
    ])
    expect((await world.call(events.listEvents)).items).toEqual([])
    expect((await world.call(executions.listExecutions, { query: { flowId: any } })).items).toEqual([])
    expect((await world.source()).meter.total).toBe(0)
    const { items } = await world.call(oktaHooks.listOktaHooks)
    expect(items.map(({ deliveries, refused }) => [deliveries, refused])).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  test.each([
    ['post_refused', 405, /refuses posts/],
    ['post_refused', 500, /answered with status 500/],
    ['secret', 401, /the key is not the one/],
  ])('finds %s (%i), which a verification cannot', async (code, status, message) => {
    let isClosed = false
    const opened = await behindProxy((answer) => {
      if (isClosed) answer.writeHead(status).end()
      return isClosed
    })
    await setUp(opened)
    expect(await tested(opened)).toMatchObject([{ status: 'ok' }])
    isClosed = true
    expect(await tested(opened)).toMatchObject([
      { status: 'failing', problems: [{ code, message: expect.stringMatching(message) }] },
    ])
    isClosed = false
    expect(await tested(opened)).toMatchObject([{ status: 'ok', problems: [] }])
  })

  test('that cannot be sent from here says so, and blames nobody', async () => {
    const outbound = createOutbound({ allow: [] })
    closers.push(() => outbound.close(0))
    const url = await front((_, answer) => answer.end())
    const answer = await sendCanary(outbound, { url, headerName: 'Authorization', secret: 'x' })
    expect(answer).toMatchObject({ unsent: expect.stringMatching(/./) })
    expect(answer).not.toHaveProperty('problem')
  })
})
