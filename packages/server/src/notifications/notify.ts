import { Cron } from 'croner'
import type { Db } from '../db/database.ts'
import { newJob } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { deliveryPayload, deliveryQueue } from './deliver.ts'
import { firstWaiting, insertDelivery, insertWaiting, listTargets, takeWaiting } from './store.ts'
import type { NotificationSubject } from './subject.ts'
import { wantsSubject, type StoredTarget } from './target.ts'
import { splitsByRule } from './target-kinds.ts'
import { titleOf } from './wording.ts'

export interface NotifyParts {
  db: Db
  jobs: Pick<Jobs, 'enqueue'>
  now: () => number
  newId: () => string
}

/** Most subjects of one message; what is beyond it comes in another. */
const mostSubjects = 200

/**
 * Tells every target that wants it, in the transaction that stores what is told: those that want it at once get a message,
 * with the job that sends it, and for the others it waits.
 */
export async function notify(
  transaction: Db,
  subjects: readonly NotificationSubject[],
  parts: Omit<NotifyParts, 'db'>,
): Promise<void> {
  const targets = await listTargets(transaction)
  for (const target of targets) {
    const wanted = subjects.filter((subject) => wantsSubject(target, subject))
    if (target.wants.when.kind === 'at_once') {
      for (const subject of wanted) await enqueue(transaction, target, { subjects: [subject], parts })
    } else {
      for (const subject of wanted) {
        await insertWaiting(transaction, { id: parts.newId(), targetId: target.id, subject, at: parts.now() })
      }
    }
  }
}

/** Sends what has waited long enough. Called every few seconds by one process. */
export async function sendDigests(parts: NotifyParts): Promise<void> {
  const { db, now } = parts
  const waiting = await firstWaiting(db)
  if (waiting.size === 0) return
  for (const target of await listTargets(db)) {
    const first = waiting.get(target.id)
    if (first === undefined || !target.isOn || dueAt(target, first) > now()) continue
    await db.transaction().execute(async (transaction) => {
      const subjects = await takeWaiting(transaction, target.id, mostSubjects)
      const messages = splitsByRule(target)
        ? [...Map.groupBy(subjects, ({ ruleId, change }) => `${ruleId} ${change}`).values()]
        : [subjects]
      for (const some of messages) {
        if (some.length > 0) await enqueue(transaction, target, { subjects: some, parts })
      }
    })
  }
}

/** When what waits since a moment is to be sent; at once where the target has come to want it so. */
export function dueAt({ wants: { when } }: Pick<StoredTarget, 'wants'>, first: number): number {
  if (when.kind === 'at_once') return first
  if (when.kind === 'digest') return first + when.minutes * 60_000
  const [hour = '', minute = ''] = when.time.split(':')
  const cron = new Cron(`${Number(minute)} ${Number(hour)} * * *`, { timezone: when.timeZone, paused: true })
  return cron.nextRun(new Date(first))?.getTime() ?? first
}

async function enqueue(
  transaction: Db,
  target: StoredTarget,
  { subjects, parts }: { subjects: NotificationSubject[]; parts: Omit<NotifyParts, 'db'> },
): Promise<void> {
  const id = parts.newId()
  const title = titleOf({ isTest: false, subjects })
  await insertDelivery(transaction, { id, targetId: target.id, title, subjects, at: parts.now() })
  await parts.jobs.enqueue(transaction, [newJob(deliveryQueue, deliveryPayload(id))])
}
