import { Agent, request } from 'node:http'
import { createDeliveries } from './okta-delivery.ts'
import type { Plan } from './plan.ts'
import { toPercentiles, type Percentiles } from './statistics.ts'
import type { Stub } from './stub.ts'

export interface Quiet {
  accepted: number
  /** From sending a delivery to its 204. */
  ackMs: Percentiles
  /** From sending a delivery to the arrival of the flow's call at the other system; null without a stub. */
  firstActionMs: Percentiles | null
}

export interface QuietTarget {
  url: string
  headers: Readonly<Record<string, string>>
  /** Given when the flow calls out. */
  stub: Stub | null
}

const arrivalTimeoutMs = 10_000

/** Sends deliveries at a low steady rate, whatever became of the ones before, and times each. */
export async function measureQuiet(target: QuietTarget, plan: Plan): Promise<Quiet> {
  const agent = new Agent({ keepAlive: true })
  const nextDelivery = createDeliveries()
  const count = plan.quietSeconds * plan.quietPerSecond
  const start = performance.now()
  try {
    const sent = Array.from({ length: count }, async (_, index) => {
      await sleepUntil(start + (index * 1000) / plan.quietPerSecond)
      const { event, body } = nextDelivery()
      const arrival = target.stub?.arrivalOf(event)
      const sentAt = performance.now()
      await post(body, { ...target, agent })
      const ackMs = performance.now() - sentAt
      const arrivedAt = arrival === undefined ? null : await inTime(arrival, event)
      return { ackMs, actionMs: arrivedAt === null ? null : arrivedAt - sentAt }
    })
    const samples = await Promise.all(sent)
    const actions = samples.flatMap(({ actionMs }) => (actionMs === null ? [] : [actionMs]))
    return {
      accepted: count,
      ackMs: toPercentiles(samples.map(({ ackMs }) => ackMs)),
      firstActionMs: actions.length === 0 ? null : toPercentiles(actions),
    }
  } finally {
    agent.destroy()
  }
}

function post(body: string, { url, headers, agent }: QuietTarget & { agent: Agent }): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-type': 'application/json', 'content-length': body.length },
      },
      (response) => {
        response.resume()
        if (response.statusCode === 204) resolve()
        else reject(new Error(`Expected a delivery to be answered with 204, found ${response.statusCode}.`))
      },
    )
    sending.on('error', reject)
    sending.end(body)
  })
}

async function inTime(arrival: Promise<number>, event: string): Promise<number> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Error(`The flow's call for event ${event} did not arrive in ${arrivalTimeoutMs / 1000} s.`),
        ),
      arrivalTimeoutMs,
    )
  })
  return Promise.race([arrival, late]).finally(() => clearTimeout(timer))
}

function sleepUntil(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())))
}
