import { setTimeout } from 'node:timers/promises'
import type { Child } from '../child.ts'
import { createDeliveries } from '../okta-delivery.ts'

const patienceMs = 180_000

/** Posts deliveries until one is answered with 204. That one starts a flow and counts. */
export async function firstAccepted(url: string, child: Pick<Child, 'assertRunning'>): Promise<void> {
  const { body } = createDeliveries()()
  const until = performance.now() + patienceMs
  for (;;) {
    child.assertRunning()
    const status = await post(url, body)
    if (status === 204) return
    if (performance.now() > until) {
      throw new Error(`Expected ${url} to answer 204 within ${patienceMs / 1000} s, found ${status}.`)
    }
    await setTimeout(50)
  }
}

async function post(url: string, body: string): Promise<number | string> {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 'no answer'
  }
}
