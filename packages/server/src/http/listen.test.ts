import { connect } from 'node:net'
import { defineRoute } from '@keyway/api'
import { z } from '@keyway/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../auth/caller.ts'
import { createLog } from '../log.ts'
import { createLiveHub, mountLive } from './live.ts'
import { createHttpServer, type HttpServer } from './server.ts'

const viewer: Caller = { kind: 'token', tokenId: 't', name: 'n', role: 'viewer' }
const none = z.object({})
const echo = defineRoute({
  method: 'POST',
  path: '/api/echo',
  access: 'viewer',
  summary: 'Answers what it got',
  params: none,
  query: none,
  body: z.object({ text: z.string() }),
  answer: z.object({ text: z.string() }),
})

let port: number
let live: ReturnType<typeof createLiveHub>
let listening: HttpServer
let signedIn = true

beforeAll(async () => {
  listening = createHttpServer({
    publicUrl: 'http://localhost',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: (headers) => Promise.resolve(signedIn && headers.has('x-role') ? viewer : undefined),
  })
  live = createLiveHub({ heartbeatMs: 50, maxBuffered: 4 })
  mountLive(listening, live)
  listening.mount(echo, ({ body }) => Promise.resolve(body))
  port = (await listening.listen({ host: '127.0.0.1', port: 0 })).port
})
afterAll(() => listening.close())

test('the live stream carries events, and ends when its caller is signed out', async () => {
  signedIn = true
  const response = await fetch(`http://127.0.0.1:${port}/api/live`, { headers: { 'x-role': 'viewer' } })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  await expect.poll(() => live.connections()).toBe(1)
  live.publish('execution', { id: '1' })
  live.publish('execution', { id: 'hidden' }, 'admin')
  setTimeout(() => (signedIn = false), 120)
  const text = await response.text()
  expect(text).toContain('event: execution\ndata: {"id":"1"}\n\n')
  expect(text).toContain(': still here')
  expect(text).not.toContain('hidden')
  expect(live.connections()).toBe(0)
  signedIn = true
})

test('a browser that leaves is forgotten; one that does not read is told to load anew', async () => {
  const leaving = new AbortController()
  await fetch(`http://127.0.0.1:${port}/api/live`, {
    headers: { 'x-role': 'viewer' },
    signal: leaving.signal,
  })
  await expect.poll(() => live.connections()).toBe(1)
  leaving.abort()
  await expect.poll(() => live.connections()).toBe(0)

  const slow = live.open(viewer, () => Promise.resolve(undefined))
  for (let n = 0; n < 10; n += 1) live.publish('execution', { n })
  const reader = slow.body?.getReader()
  for (let n = 0; n < 4; n += 1) await reader?.read()
  live.publish('execution', { n: 'next' })
  const { value } = (await reader?.read()) ?? {}
  expect(new TextDecoder().decode(value)).toContain('event: resync')
  await reader?.cancel()
  expect(live.connections()).toBe(0)
})

test('headers that are too long, and requests that are none, are answered by the server itself', async () => {
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.on('data', (chunk) => (answer += String(chunk))).on('close', () => resolve(answer))
    })
  expect(await raw(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431/)
  expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400/)
})

test('a body without end is cut off at the limit', async () => {
  let sent = 0
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536
      if (sent > 200_000_000) controller.error(new Error('nobody stopped it'))
      controller.enqueue(Buffer.alloc(65_536, 'x'))
    },
  })
  const response = await fetch(`http://127.0.0.1:${port}/api/echo`, {
    method: 'POST',
    body: endless,
    duplex: 'half',
    headers: { 'x-role': 'admin', 'content-type': 'application/json' },
  } as RequestInit).catch((error: Error) => error)
  if (response instanceof Response) expect(response.status).toBe(413)
  expect(sent).toBeLessThan(50_000_000)
})

test('closing ends the streams and does not wait for their connections', async () => {
  const stream = await fetch(`http://127.0.0.1:${port}/api/live`, { headers: { 'x-role': 'viewer' } })
  const start = Date.now()
  await listening.close()
  expect(Date.now() - start).toBeLessThan(2_000)
  expect(await stream.text()).toContain('retry: 2000')
})
