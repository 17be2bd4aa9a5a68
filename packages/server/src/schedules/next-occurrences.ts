import { Cron } from 'croner'
import { checkSchedule } from './check-schedule.ts'

/**
 * When a schedule runs next, milliseconds since 1970. A time that the clock leaves out comes as soon as it is over; one
 * that it has twice runs once. Throws InputError as `checkSchedule` does.
 */
export function nextOccurrences(
  schedule: { cron: string; timeZone: string },
  { from, count }: { from: number; count: number },
): number[] {
  checkSchedule(schedule)
  const cron = new Cron(schedule.cron, { timezone: schedule.timeZone, paused: true })
  return cron.nextRuns(count, new Date(from)).map((date) => date.getTime())
}
