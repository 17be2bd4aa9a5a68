import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { startHttpFloor } from './http-floor.ts'
import { listen } from './listen.ts'
import { runLoad } from './load.ts'

let server: Server | undefined
afterEach(() => server?.close())

const plan = { headers: { 'x-api-key': 'k' }, connections: 4, seconds: 0.3 }

test('it counts deliveries that were answered with 204', async () => {
  const floor = await startHttpFloor()
  const result = await runLoad({ ...plan, url: floor.url })
  await floor.stop()
  expect(result.accepted).toBeGreaterThan(10)
  expect(result.ackMs.p99).toBeGreaterThanOrEqual(result.ackMs.p50)
})

test('at a steady rate no more is sent than was asked for', async () => {
  const floor = await startHttpFloor()
  const { accepted } = await runLoad({ ...plan, url: floor.url, seconds: 1, perSecond: 50 })
  await floor.stop()
  // A busy machine may be late, never early.
  expect(accepted).toBeGreaterThan(10)
  expect(accepted).toBeLessThanOrEqual(50)
})

test('each delivery is whole, keyed, about 1.5 kB and has an event of its own', async () => {
  const seen = new Set<string>()
  const faults: string[] = []
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      const { data }: { data: { events: { uuid: string }[] } } = JSON.parse(body.toString())
      const uuid = data.events[0]?.uuid ?? 'missing'
      if (seen.has(uuid)) faults.push(`${uuid} twice`)
      if (body.length < 1400 || body.length > 2000) faults.push(`${body.length} bytes`)
      if (request.headers['x-api-key'] !== 'k') faults.push('no key')
      seen.add(uuid)
      response.writeHead(204).end()
    })
  })
  const { accepted } = await runLoad({ ...plan, url: `${await listen(server)}/hooks` })
  expect(faults).toEqual([])
  expect(seen.size).toBe(accepted)
})

test('a refusal fails the run', async () => {
  server = createServer((_, response) => response.writeHead(503).end('busy'))
  await expect(runLoad({ ...plan, url: await listen(server) })).rejects.toThrow('0 accepted')
})
