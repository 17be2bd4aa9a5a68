import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { path } from '@keyway/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttp } from './http-port.ts'
import { createOutbound, type Outbound } from './outbound.ts'
import { createRedactor } from './redactor.ts'

// The guard at work: real connections to a server on loopback that must not be reached.

let requests = 0
const server = createServer((_, response) => {
  requests += 1
  response.writeHead(200, { connection: 'close' }).end('first')
})
let origin: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

function guardedPort(guarded: Outbound, baseUrl: string) {
  return createHttp(guarded, {
    connector: { title: 'Acme' },
    profile: { baseUrl, headers: {} },
    hosts: undefined,
    effect: 'write',
    idempotencyKey: 'key',
    redactor: createRedactor([]),
    signal: new AbortController().signal,
  })
}

test('refuses loopback by address and by name, before anything is sent', async () => {
  const guarded = createOutbound({
    allow: [],
    resolveName: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  })
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:7f00:1]', 'innocent.example', '2130706433', '0x7f.1']) {
    const http = guardedPort(guarded, origin.replace('127.0.0.1', host))
    await expect(http.post(path`/x`)).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'egress_refused',
    })
  }
  expect(requests).toBe(0)
  await guarded.agent.destroy()
})

test('connects to the very address it judged, and judges again at each connection', async () => {
  const answers = ['127.0.0.1', '127.0.0.2']
  const guarded = createOutbound({
    allow: ['127.0.0.1'],
    resolveName: () => Promise.resolve([{ address: answers.shift() ?? '', family: 4 }]),
  })
  const http = guardedPort(guarded, origin.replace('127.0.0.1', 'rebind.example'))
  // One lookup for one connection: a second answer of the name server has no one to deceive.
  expect(await http.post(path`/x`)).toBe('first')
  expect(answers).toEqual(['127.0.0.2'])
  await expect(http.post(path`/x`)).rejects.toMatchObject({ code: 'egress_refused' })
  await guarded.agent.destroy()
})
