import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

let echo: Server
let proxy: TcpProxy
beforeEach(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const address = echo.address()
  proxy = await startTcpProxy(typeof address === 'object' && address !== null ? address.port : 0)
})
afterEach(async () => {
  await proxy.close()
  echo.close()
})

async function open(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1')
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  await once(socket, 'connect')
  return socket
}

async function say(socket: Socket, text: string): Promise<string | null> {
  const answer = once(socket, 'data').then(([data]: unknown[]) => String(data))
  socket.write(text)
  return Promise.race([answer, setTimeout(500).then(() => null)])
}

test('it passes on what is said, slowly and in order where it is told to', async () => {
  const socket = await open()
  expect(await say(socket, 'one')).toBe('one')
  proxy.set({ kind: 'slow', delayMs: 30 })
  const start = performance.now()
  expect(await say(socket, 'two')).toBe('two')
  expect(performance.now() - start).toBeGreaterThan(50)
})

test('silence keeps the connection and loses what is said, for good', async () => {
  const socket = await open()
  proxy.set({ kind: 'silent' })
  expect(await say(socket, 'lost')).toBeNull()
  expect(socket.destroyed).toBe(false)
  const closed = once(socket, 'close')
  proxy.heal()
  await closed
  expect(await say(await open(), 'found')).toBe('found')
})

test('a cut breaks what there is and lets nobody in, until it is healed', async () => {
  const socket = await open()
  const closed = once(socket, 'close')
  proxy.set({ kind: 'cut' })
  await closed
  const late = await open()
  expect(await say(late, 'anyone')).toBeNull()
  expect(late.destroyed).toBe(true)
  proxy.heal()
  expect(await say(await open(), 'back')).toBe('back')
})
