import { InputError, parseDateText } from '@keyway/sdk'
import type { DateTime } from 'luxon'

/** More would be a typing error, and take long. */
export const mostBusinessDays = 100_000

export interface BusinessCalendar {
  /** Days as `2026-12-25`. */
  holidays: ReadonlySet<string>
}

/** Throws InputError `date_invalid` for a holiday that is no day. */
export function toCalendar(holidays: readonly string[]): BusinessCalendar {
  return { holidays: new Set(holidays.map(toDay)) }
}

/** Whether people work: Monday to Friday, holidays excepted, in the zone that the moment has. */
export function isBusinessDay(moment: DateTime, { holidays }: BusinessCalendar): boolean {
  return moment.weekday <= 5 && !holidays.has(moment.toFormat('yyyy-LL-dd'))
}

function toDay(text: string): string {
  const day = text.trim().slice(0, 10)
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && parseDateText(day) !== undefined) return day
  throw new InputError(`Found the holiday "${text.slice(0, 80)}", expected a day such as "2026-12-25".`, {
    code: 'date_invalid',
  })
}
