import { isJsonObject, type Json } from '@keyway/sdk'
import type { TryDeps } from '../connections/try-connection.ts'
import { newJob, type QueueDefinition } from '../jobs/job.ts'
import type { Job, Jobs } from '../jobs/jobs.ts'
import { sendMessage, type SendOutcome } from './send.ts'
import { findDelivery, findTarget, settleDelivery, type Delivery } from './store.ts'

/** Messages that are to be sent. How a try fails is kept with the message; a job fails only where a process dies. */
export const deliveryQueue: QueueDefinition = {
  name: 'notifications',
  ordered: false,
  retry: { limit: 1_000, delayMs: 1_000, backoff: 'exponential', maxDelayMs: 60_000 },
  expireInMs: 45_000,
  heartbeatMs: null,
}

const minute = 60_000
const hour = 60 * minute

/** Pauses between tries. After the last one a message is dead until a person sends it again. */
export const ladderMs: readonly number[] = [
  10_000,
  minute,
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
]

/** One try of sending, in milliseconds. */
const tryMs = 30_000

export interface DeliverParts extends TryDeps {
  jobs: Jobs
  now: () => number
}

/** Sends messages: the handler of their queue. */
export async function startDeliveries(parts: DeliverParts): Promise<void> {
  await parts.jobs.work(deliveryQueue.name, { concurrency: 8, batchSize: 8 }, (job, { signal }) =>
    deliver(parts, idOf(job), signal),
  )
}

async function deliver(parts: DeliverParts, deliveryId: string, signal: AbortSignal): Promise<void> {
  const { database, now } = parts
  const db = database.kysely
  const delivery = await findDelivery(db, deliveryId)
  if (delivery?.status !== 'pending') return
  const target = await findTarget(db, delivery.targetId)
  const outcome: SendOutcome =
    target === undefined
      ? { ok: false, message: 'The target was deleted.', statusCode: null, later: false, retryAfterMs: null }
      : await sendMessage(parts, target, {
          message: { id: delivery.id, at: delivery.createdAt, isTest: false, subjects: delivery.subjects },
          signal: AbortSignal.any([signal, AbortSignal.timeout(tryMs)]),
        })
  // The process is about to end: the job comes again.
  signal.throwIfAborted()
  await settle(parts, delivery, { outcome, at: now() })
}

async function settle(
  { database, jobs }: DeliverParts,
  delivery: Delivery,
  { outcome, at }: { outcome: SendOutcome; at: number },
): Promise<void> {
  const db = database.kysely
  if (outcome.ok) {
    const sent = { status: 'sent' as const, nextAt: null, error: null, statusCode: null, sentAt: at }
    await settleDelivery(db, delivery, sent)
    return
  }
  const { message: error, statusCode } = outcome
  const nextAt = nextTryAt(delivery.attempts, outcome, at)
  await db.transaction().execute(async (transaction) => {
    const status = nextAt === null ? ('dead' as const) : ('pending' as const)
    const kept = { status, nextAt, error, statusCode, sentAt: null }
    if (!(await settleDelivery(transaction, delivery, kept)) || nextAt === null) return
    const job = newJob(deliveryQueue, deliveryPayload(delivery.id), { startAfter: nextAt })
    await jobs.enqueue(transaction, [job])
  })
}

/** Later by the ladder, or by what the other side asks for if that is longer; null when there is no use. */
export function nextTryAt(
  attempts: number,
  { later, retryAfterMs }: { later: boolean; retryAfterMs: number | null },
  at: number,
): number | null {
  const pauseMs = ladderMs[attempts]
  if (!later || pauseMs === undefined) return null
  return at + Math.max(pauseMs, retryAfterMs ?? 0)
}

/** What the job of a delivery says. */
export function deliveryPayload(deliveryId: string): Json {
  return { deliveryId }
}

function idOf({ payload }: Job): string {
  const id = isJsonObject(payload) ? payload['deliveryId'] : undefined
  if (typeof id !== 'string')
    throw new Error('A job of the notifications queue names a deliveryId; this one does not.')
  return id
}
