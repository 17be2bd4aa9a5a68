import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { dial } from './dial.ts'
import { createEgressGuard } from './egress-guard.ts'

const signal = new AbortController().signal
const options = { signal, timeoutMs: 500 }

test('opens a socket to an allowed address, and tells refusals apart', async () => {
  const server = createServer((socket) => socket.resume().end('220 hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const target = { host: '127.0.0.1', port, tls: false }
  const open = createEgressGuard({ allow: ['127.0.0.0/8'] })

  const socket = await dial(open, target, options)
  let greeting = ''
  for await (const chunk of socket) greeting += String(chunk)
  expect(greeting).toBe('220 hello')

  await expect(dial(createEgressGuard({ allow: [] }), target, options)).rejects.toMatchObject({
    name: 'ConnectionError',
    code: 'egress_refused',
  })
  await expect(dial(open, { ...target, tls: true }, options)).rejects.toMatchObject({ code: 'unreachable' })

  await new Promise((resolve) => server.close(resolve))
  await expect(dial(open, target, options)).rejects.toMatchObject({
    name: 'TemporaryError',
    code: 'unreachable',
    retry: 'later',
  })
})

test('gives up after the time-out and on cancelling', async () => {
  const silent = createServer((socket) => socket.resume())
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const target = { host: '127.0.0.1', port, tls: true }
  const guard = createEgressGuard({ allow: ['127.0.0.0/8'] })

  await expect(dial(guard, target, { signal, timeoutMs: 50 })).rejects.toMatchObject({ code: 'unreachable' })
  const stop = AbortSignal.timeout(50)
  await expect(dial(guard, target, { signal: stop, timeoutMs: 5000 })).rejects.toMatchObject({
    name: 'TimeoutError',
  })
  await new Promise((resolve) => silent.close(resolve))
})
