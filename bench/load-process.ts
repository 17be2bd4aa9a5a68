// The load generator, a process of its own: `node load-process.ts PLAN` posts as fast as the answers come, and prints
// what came of it. It speaks HTTP over plain sockets, because a real client costs more processor time than the server's
// HTTP part, and here both share the machine.
import { connect } from 'node:net'
import type { LoadPlan, LoadResult } from './load.ts'
import { createDeliveries } from './okta-delivery.ts'
import { toPercentiles } from './statistics.ts'

const argument = process.argv[2]
if (argument === undefined) throw new Error('Usage: load-process.ts PLAN')
process.stdout.write(JSON.stringify(await run(JSON.parse(argument))))

async function run(plan: LoadPlan): Promise<LoadResult> {
  const { url, headers, connections, seconds, perSecond, events = 1, deliveries = Infinity } = plan
  const target = new URL(url)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head =
    `POST ${target.pathname} HTTP/1.1\r\nhost: ${target.host}\r\n${lines.join('')}` +
    'content-type: application/json\r\ncontent-length: '
  const nextDelivery = createDeliveries(events)
  const replyMs: number[] = []
  let sent = 0
  let refused = 0
  let broken = 0
  const start = performance.now()
  const end = start + seconds * 1000
  let begun = 0
  /** When the next delivery is due. Whichever connection is free takes it. */
  const nextDue = (): number => (perSecond === undefined ? 0 : start + (begun++ * 1000) / perSecond)

  /** One connection with one request under way at a time. It resolves after the last answer. */
  function drive(): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect({ host: target.hostname, port: Number(target.port), noDelay: true })
      let sentAt: number | null = null
      let isOver = false
      const next = (): void => {
        const due = nextDue()
        sentAt = null
        isOver = sent >= deliveries || Math.max(due, performance.now()) >= end
        if (isOver) socket.end()
        else if (due - performance.now() > 1)
          setTimeout(() => send(performance.now()), due - performance.now())
        // One that waited for a free connection is late from when it was due.
        else send(due === 0 ? performance.now() : due)
      }
      const send = (from: number): void => {
        sent += 1
        const { body } = nextDelivery()
        sentAt = from
        // The bodies are ASCII, so a character is a byte.
        socket.write(`${head}${body.length}\r\n\r\n${body}`, 'latin1')
      }
      let answer = ''
      socket.setEncoding('latin1')
      socket.on('connect', next)
      socket.on('data', (text: string) => {
        answer += text
        if (!answer.includes('\r\n\r\n') || sentAt === null) return
        if (answer.startsWith('HTTP/1.1 204 ')) {
          replyMs.push(performance.now() - sentAt)
          answer = ''
          next()
        } else {
          refused += 1
          sentAt = null
          // Its body may still be on the way; a fresh connection is simpler than reading it.
          socket.destroy()
        }
      })
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        if (sentAt !== null) broken += 1
        if (isOver || performance.now() >= end) resolve()
        else setTimeout(() => resolve(drive()), 20)
      })
    })
  }

  // At a low rate many connections would each wait for longer than a server keeps an idle one open.
  const atOnce = perSecond === undefined ? connections : Math.min(connections, Math.ceil(perSecond))
  await Promise.all(Array.from({ length: atOnce }, drive))
  const accepted = replyMs.length
  return {
    accepted,
    refused,
    broken,
    elapsedMs: performance.now() - start,
    ackMs: accepted === 0 ? null : toPercentiles(replyMs),
  }
}
