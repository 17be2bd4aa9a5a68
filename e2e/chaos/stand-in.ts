import { setTimeout } from 'node:timers/promises'
import { listen } from '@keyway/connectors/testing'

/** What a flow wrote: the event, whom it is about, and the how manieth of that one it is. */
export interface Written {
  id: string
  subject: string
  number: number
}

/** The system that flows write to. It does again whatever it is asked again, and keeps its own record. */
export interface StandIn {
  port: number
  /** In the order of arrival. */
  writes: readonly Written[]
  timesWritten: (id: string) => number
  close: () => Promise<void>
}

const longestAnswerMs = 20

export async function startStandIn(): Promise<StandIn> {
  const writes: Written[] = []
  const times = new Map<string, number>()
  const server = await listen(async ({ method, body }) => {
    if (method === 'POST') {
      const written = readWritten(body)
      writes.push(written)
      times.set(written.id, (times.get(written.id) ?? 0) + 1)
    }
    // So that a fault also falls between an effect and its answer.
    await setTimeout(Math.random() * longestAnswerMs)
    return { body: { ok: true } }
  })
  return {
    port: Number(new URL(server.url).port),
    writes,
    timesWritten: (id) => times.get(id) ?? 0,
    close: server.close,
  }
}

function readWritten(body: unknown): Written {
  const has =
    typeof body === 'object' && body !== null && 'id' in body && 'subject' in body && 'number' in body
  if (!has) throw new Error(`Expected a write with id, subject and number, found ${JSON.stringify(body)}.`)
  return { id: String(body.id), subject: String(body.subject), number: Number(body.number) }
}
