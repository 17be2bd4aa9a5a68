import { InputError } from '@keyway/sdk'
import { Cron } from 'croner'

/** Throws InputError when a cron expression or its time zone cannot be used, saying which. */
export function checkSchedule({ cron, timeZone }: { cron: string; timeZone: string }): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch (cause) {
    throw new InputError(`"${timeZone}" is not a time zone. Use an IANA name such as Europe/Berlin.`, {
      cause,
    })
  }
  try {
    new Cron(cron, { timezone: timeZone, paused: true })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new InputError(
      `"${cron}" is not a schedule: ${why} Use five fields: minute, hour, day of month, month, day of week.`,
      { cause },
    )
  }
}
