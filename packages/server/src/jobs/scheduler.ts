import { isJsonObject, type Json } from '@keyway/sdk'
import { Cron } from 'croner'
import type { Db } from '../db/database.ts'
import type { SchedulesTable } from '../db/schema.ts'
import { newJob, type NewJob, type QueueDefinition } from './job.ts'
import type { Schedule } from './jobs.ts'

/** What the scheduler needs of its adapter. */
export interface SchedulerPorts {
  kysely: Db
  enqueue: (transaction: Db, jobs: readonly NewJob[]) => Promise<void>
  findQueue: (name: string) => QueueDefinition
  onError: (error: unknown) => void
}

export interface Scheduler {
  schedule(schedule: Schedule): Promise<void>
  unschedule(name: string): Promise<void>
  /** Enqueues what is due and sets the timer. */
  tick(): Promise<void>
  stop(): Promise<void>
}

/** How long another process's new schedule can go unnoticed. */
const longestNapMs = 30_000
const mostMissed = 1_000
/** An occurrence this late still counts as on time. Longer than a nap and a slow start of the timer. */
const onTimeMs = 60_000

/**
 * Enqueues the jobs of the schedules. Any number of processes may run it: each occurrence is claimed by moving the
 * schedule's `next_at`, in the transaction that enqueues the job. Shared by both adapters, because pg-boss's own
 * schedules know no way to make up for every missed occurrence.
 */
export function createScheduler({ kysely, enqueue, findQueue, onError }: SchedulerPorts): Scheduler {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let running: Promise<void> = Promise.resolve()

  async function fire(row: SchedulesTable, now: number): Promise<void> {
    const due = dueOccurrences(row, now)
    const queue = findQueue(row.queue)
    await kysely.transaction().execute(async (trx) => {
      const claimed = await trx
        .updateTable('schedules')
        .set({ next_at: nextAfter(row, now) })
        .where('name', '=', row.name)
        .where('next_at', '=', row.next_at)
        .executeTakeFirst()
      // Another process was faster.
      if (claimed.numUpdatedRows === 0n) return
      const options = queue.ordered ? { orderKey: row.name } : {}
      const jobs = due.map((at) => newJob(queue, payloadOf(row, at), options))
      if (jobs.length > 0) await enqueue(trx, jobs)
    })
  }

  async function run(): Promise<void> {
    const now = Date.now()
    const due = await kysely.selectFrom('schedules').selectAll().where('next_at', '<=', now).execute()
    for (const row of due) await fire(row, now)
    const next = await kysely
      .selectFrom('schedules')
      .select(({ fn }) => fn.min('next_at').as('at'))
      .executeTakeFirst()
    const napMs = next?.at == null ? longestNapMs : Math.min(longestNapMs, next.at - Date.now())
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void tick(), Math.max(0, napMs))
  }

  const tick = (): Promise<void> => {
    running = running.then(async () => {
      if (isStopped) return
      try {
        await run()
      } catch (error) {
        onError(error)
        timer = setTimeout(() => void tick(), longestNapMs)
      }
    })
    return running
  }

  return {
    async schedule({ name, cron, timeZone, missed, queue, payload }) {
      findQueue(queue)
      const spec = { cron, time_zone: timeZone }
      const row = {
        name,
        ...spec,
        missed,
        queue,
        payload: JSON.stringify(payload),
        next_at: nextAfter(spec, Date.now()),
      }
      // The same schedule declared again at a start keeps its place, so that it can make up for what it missed.
      await kysely
        .insertInto('schedules')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((eb) => ({
            cron,
            time_zone: timeZone,
            missed,
            queue,
            payload: row.payload,
            next_at: eb
              .case()
              .when(
                eb.and([
                  eb('schedules.cron', '=', cron),
                  eb('schedules.time_zone', '=', timeZone),
                  eb('schedules.next_at', 'is not', null),
                ]),
              )
              .then(eb.ref('schedules.next_at'))
              .else(eb.val(row.next_at))
              .end(),
          })),
        )
        .execute()
      await tick()
    },
    async unschedule(name) {
      await kysely.deleteFrom('schedules').where('name', '=', name).execute()
    },
    tick,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** A payload with `dueAt: null` learns which occurrence it is for: one that is made up for comes late. */
function payloadOf(row: SchedulesTable, at: number): Json {
  const payload: Json = JSON.parse(row.payload)
  return isJsonObject(payload) && payload['dueAt'] === null ? { ...payload, dueAt: at } : payload
}

type CronSpec = Pick<SchedulesTable, 'cron' | 'time_zone'>

function parse({ cron, time_zone: timezone }: CronSpec): Cron {
  // Paused, it only calculates; the timer is ours.
  return new Cron(cron, { timezone, paused: true })
}

function nextAfter(spec: CronSpec, time: number): number | null {
  return parse(spec).nextRun(new Date(time))?.getTime() ?? null
}

/** The occurrences to enqueue now: those missed as the schedule says, and the one that is on time. */
function dueOccurrences(row: SchedulesTable, now: number): number[] {
  const cron = parse(row)
  const due: number[] = []
  for (let at = row.next_at; at !== null && at <= now; at = cron.nextRun(new Date(at))?.getTime() ?? null) {
    due.push(at)
    if (due.length > mostMissed) due.shift()
  }
  switch (row.missed) {
    case 'all':
      return due
    case 'once':
      return due.slice(-1)
    case 'skip':
      return due.slice(-1).filter((at) => now - at <= onTimeMs)
  }
}
