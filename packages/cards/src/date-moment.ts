import { InputError, parseDateText, toIsoText } from '@keyway/sdk'
import { DateTime } from 'luxon'

/** An instant as cards compute with it: in UTC, with English names, whatever the machine is set to. */
export function toDateTime(text: string): DateTime<true> {
  const milliseconds = parseDateText(text)
  const moment = DateTime.fromMillis(milliseconds ?? Number.NaN, { zone: 'utc', locale: 'en-US' })
  if (moment.isValid) return moment
  throw new InputError(`Found "${text.slice(0, 80)}", expected a date such as "2026-11-21T10:00:00.000Z".`, {
    code: 'date_invalid',
  })
}

/** ISO text of a time in milliseconds since 1970. Throws InputError `date_out_of_range`. */
export function fromUnixTime(milliseconds: number): string {
  return toIso(DateTime.fromMillis(milliseconds, { zone: 'utc' }))
}

/** ISO text in UTC with milliseconds. Throws InputError `date_out_of_range` beyond the year 9999 and before the year 0. */
export function toIso(moment: DateTime): string {
  const text = toIsoText(moment.toMillis())
  if (text !== undefined) return text
  throw new InputError('The date would lie outside the years 0 to 9999; check the amount.', {
    code: 'date_out_of_range',
  })
}
