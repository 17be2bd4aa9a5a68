import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { oktaDelivery } from '../fixtures/okta-delivery.ts'
import { eventTypes } from './flows.ts'

/** Where deliveries go: the same hook at every server. */
export interface HookAddress {
  urls: readonly string[]
  headerName: string
  secret: string
}

/** Sends what happens to some people, one event after the other for each, until each is acknowledged. */
export interface OrderedLoad {
  /** uuids of acknowledged events. */
  acknowledged: ReadonlySet<string>
  /** Attempts to deliver that brought no 2xx answer. */
  unanswered: () => number
  /** Answers that say neither that it was taken nor that it could not be taken now. */
  surprises: readonly string[]
  /** Lets everybody finish the event they are at. Only then does it end. */
  stop: () => Promise<void>
}

const timeoutMs = 4_000
/** Part of all deliveries that go to two servers at once. */
const doubled = 0.05

export function startOrderedLoad(
  address: HookAddress,
  { people, pauseMs }: { people: number; pauseMs: number },
): OrderedLoad {
  const acknowledged = new Set<string>()
  const surprises: string[] = []
  const run = randomUUID().slice(0, 8)
  let unanswered = 0
  let isOver = false

  async function send(url: string, body: string): Promise<boolean> {
    const status = await post({ ...address, url }, body)
    if (status === 204) return true
    unanswered += 1
    // 500 and 503 say that it is not stored, and Okta tries again.
    if (status !== null && status < 500) surprises.push(`${status}`)
    return false
  }

  async function live(person: number): Promise<void> {
    const subject = `00u${run}${person}`
    for (let number = 1; !isOver; number += 1) {
      const { id, body } = orderedDelivery(subject, number)
      let isTaken = false
      while (!isTaken) {
        const [url = '', other = ''] = shuffle(address.urls)
        if (Math.random() < doubled) void send(other === '' ? url : other, body)
        isTaken = await send(url, body)
        if (!isTaken) await setTimeout(100)
      }
      acknowledged.add(id)
      await setTimeout(Math.random() * pauseMs * 2)
    }
  }

  const all = Promise.all(Array.from({ length: people }, (_, person) => live(person)))
  return {
    acknowledged,
    surprises,
    unanswered: () => unanswered,
    async stop() {
      isOver = true
      await all
    },
  }
}

/** Posts a delivery. Returns the status, or null where there was no answer. */
export async function post(
  { url, headerName, secret }: { url: string; headerName: string; secret: string },
  body: string,
): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [headerName]: secret },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}

function orderedDelivery(subject: string, number: number): { id: string; body: string } {
  const id = randomUUID()
  const event = {
    uuid: id,
    eventType: eventTypes.ordered,
    target: [{ id: subject, type: 'User', alternateId: `${subject}@acme.test`, displayName: subject }],
    debugContext: { debugData: { number } },
  }
  return { id, body: JSON.stringify(oktaDelivery([event])) }
}

function shuffle<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
