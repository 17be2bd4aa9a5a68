// The limit of the design, a process of its own like Keyway: `node limit-process.ts STORE [STUB]`. It does what no such
// engine can leave out, and nothing else: it receives, parses, keeps event and execution before the answer, looks at one
// condition, composes a text, calls the stub if there is one, and keeps the end. No key is checked, no flow is read.
import { Agent, createServer, request } from 'node:http'
import { listen } from '../listen.ts'
import { openPostgresStore } from './postgres-store.ts'
import { openSqliteStore } from './sqlite-store.ts'

interface Incoming {
  data: { events: LogEvent[] }
}

interface LogEvent {
  uuid: string
  severity: string
  displayMessage: string
  actor: { displayName: string; alternateId: string }
}

const [place, stubUrl] = process.argv.slice(2)
if (place === undefined) throw new Error('Usage: limit-process.ts FILE|postgres://… [URL]')
const store = place.startsWith('postgres:') ? await openPostgresStore(place) : openSqliteStore(place)
const stub = stubUrl === undefined ? null : new URL('/messages', stubUrl)
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
let finished = 0

const server = createServer((incoming, response) => {
  if (incoming.method === 'GET') {
    response.end(String(finished))
    return
  }
  const parts: Buffer[] = []
  incoming.on('data', (part: Buffer) => parts.push(part))
  incoming.on('end', () => {
    const delivery: Incoming = JSON.parse(Buffer.concat(parts).toString())
    for (const event of delivery.data.events) {
      store.append({ id: event.uuid, body: JSON.stringify(event) }, () => {
        response.writeHead(204).end()
        run(event)
      })
    }
  })
})
process.stdout.write(`${await listen(server)}\n`)

function run(event: LogEvent): void {
  const holds = event.severity === 'WARN' || event.severity === 'ERROR'
  const { displayName, alternateId } = event.actor
  const outcome = holds
    ? `${displayName} (${alternateId}): ${event.displayMessage}`
    : 'the condition did not hold'
  const end = (): void => store.finish({ id: event.uuid, outcome }, () => (finished += 1))
  if (stub === null || !holds) end()
  else callStub(stub, JSON.stringify({ event: event.uuid, text: outcome }), end)
}

function callStub(url: URL, body: string, done: () => void): void {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const call = request(url, { method: 'POST', agent, headers }, (answer) => {
    answer.resume()
    answer.on('end', done)
  })
  call.end(body)
}
