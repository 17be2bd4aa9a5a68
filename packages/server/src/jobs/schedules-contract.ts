import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { eventually, type createJobsHarness } from '../testing/jobs-harness.ts'
import { plain } from '../testing/queues.ts'

/** What every adapter's schedules must do. */
export function describeSchedules(harness: ReturnType<typeof createJobsHarness>): void {
  describe('schedules', () => {
    const everySecond = {
      name: 'tick',
      cron: '* * * * * *',
      timeZone: 'UTC',
      queue: 'plain',
      payload: { n: 1 },
    }

    test('run when their time comes, until they are removed', async () => {
      const ran = await harness.collect(plain)
      await harness.jobs.schedule({ ...everySecond, missed: 'skip' })
      await eventually(() => expect(ran.length).toBeGreaterThanOrEqual(2))
      expect(ran[0]?.payload).toEqual({ n: 1 })
      await harness.jobs.unschedule('tick')
      await sleep(200)
      const count = ran.length
      await sleep(1_500)
      expect(ran).toHaveLength(count)
    })

    test.each([
      ['skip', 0],
      ['once', 1],
      ['all', 4],
    ] as const)('make up for missed runs: %s', async (missed, expected) => {
      await harness.jobs.schedule({ ...everySecond, name: 'hourly', cron: '0 * * * *', missed })
      await harness.close()
      await harness.openStore()
      // As if the process had been away for four occurrences.
      const anHour = 3_600_000
      const past = Math.floor(Date.now() / anHour) * anHour - 3 * anHour
      await harness.db.kysely.updateTable('schedules').set({ next_at: past }).execute()
      await harness.db.close()
      await harness.open()
      await harness.jobs.schedule({ ...everySecond, name: 'hourly', cron: '0 * * * *', missed })
      const ran = await harness.collect(plain)
      await sleep(700)
      // Shortly after the full hour the last occurrence is on time.
      const isOnTime = Date.now() % anHour < 70_000
      expect(ran.length).toBe(missed === 'skip' && isOnTime ? ran.length : expected)
      const next = await harness.db.kysely.selectFrom('schedules').select('next_at').executeTakeFirst()
      expect(next?.next_at).toBeGreaterThan(Date.now())
    })

    test('follow their time zone', async () => {
      const at = async (timeZone: string): Promise<number> => {
        await harness.jobs.schedule({ ...everySecond, cron: '30 9 * * *', timeZone, missed: 'skip' })
        const row = await harness.db.kysely.selectFrom('schedules').select('next_at').executeTakeFirst()
        return row?.next_at ?? 0
      }
      expect(new Date(await at('UTC')).toISOString()).toMatch(/T09:30:00/)
      // Kolkata is five and a half hours ahead all year.
      expect(new Date(await at('Asia/Kolkata')).toISOString()).toMatch(/T04:00:00/)
    })

    test('refuse an unknown queue and a cron expression nobody can read', async () => {
      await expect(harness.jobs.schedule({ ...everySecond, queue: 'stray', missed: 'skip' })).rejects.toThrow(
        'stray',
      )
      await expect(harness.jobs.schedule({ ...everySecond, cron: 'soon', missed: 'skip' })).rejects.toThrow(
        'CronPattern',
      )
    })
  })
}
