import { InputError } from '@keyway/sdk'
import { DateTime, type Zone } from 'luxon'

/** A date and time as a clock on the wall shows it. */
export interface LocalTime {
  year: number
  month: number
  day: number
  hour?: number
  minute?: number
  second?: number
  millisecond?: number
}

/**
 * The instant at which clocks of a zone show a time. Where clocks are put back and show it twice, the first of the two;
 * where they are put forward and skip it, the time that is as much later (02:30 becomes 03:30). Luxon alone would let
 * the season of the machine's own clock decide between the two. Undefined when there is no such day or time.
 */
export function fromLocal(local: LocalTime, zone: Zone): DateTime<true> | undefined {
  const moment = DateTime.fromObject(local, { zone, locale: 'en-US' })
  return moment.isValid ? firstOfTwo(moment) : undefined
}

function firstOfTwo(moment: DateTime<true>): DateTime<true> {
  const [first = moment] = moment.getPossibleOffsets().toSorted((a, b) => a.toMillis() - b.toMillis())
  return first
}

/** `fromLocal`, throws InputError `date_invalid` that names the time. */
export function toInstant(local: LocalTime, zone: Zone): DateTime<true> {
  const moment = fromLocal(local, zone)
  if (moment !== undefined) return moment
  const { year, month, day, hour = 0, minute = 0, second = 0 } = local
  throw new InputError(
    `Found the year ${String(year)}, month ${String(month)}, day ${String(day)} at ${String(hour)}:${String(minute)}:` +
      `${String(second)}; expected a day and a time that exist.`,
    { code: 'date_invalid' },
  )
}
