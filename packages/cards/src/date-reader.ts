import { InputError } from '@keyway/sdk'
import { DateTime, type Zone } from 'luxon'
import { fromLocal, type LocalTime } from './date-local.ts'

/** Where a text without an offset is read, and what is today then, in milliseconds since 1970. */
export interface ReadIn {
  zone: Zone
  now: number
}

const fields = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond', 'weekday'] as const
type Found = Partial<Record<(typeof fields)[number], number>>

/**
 * Reads a text by a pattern of luxon's. As in moment.js, larger parts that the pattern leaves out are those of today, and
 * smaller ones the first: luxon would take today from the machine's clock. Undefined when the text does not fit.
 */
export function readLocal(text: string, pattern: string, { zone, now }: ReadIn): DateTime<true> | undefined {
  const explained = explain(text, pattern, zone)
  const { weekday, ...found } = toFound(explained.result ?? {})
  if (Object.keys(found).length === 0) return undefined
  // With an offset in the text there is only one such instant.
  const offset = explained.zone ?? undefined
  const today = DateTime.fromMillis(now, { zone: offset ?? zone })
  const moment = fromLocal({ ...found, ...withToday(found, today) }, offset ?? zone)
  if (moment === undefined || (weekday !== undefined && moment.weekday !== weekday)) return undefined
  const there = moment.setZone(zone)
  return there.isValid ? there : undefined
}

function explain(text: string, pattern: string, zone: Zone): ReturnType<typeof DateTime.fromFormatExplain> {
  try {
    return DateTime.fromFormatExplain(text, pattern, { zone, locale: 'en-US' })
  } catch (cause) {
    throw new InputError('The date format has am or pm beside hours of 24 (H, HH); use h or hh with a.', {
      code: 'format_invalid',
      cause,
    })
  }
}

function toFound(result: Readonly<Record<string, unknown>>): Found {
  const found: Found = {}
  for (const field of fields) {
    const value = result[field]
    if (typeof value === 'number') found[field] = value
  }
  return found
}

function withToday({ year, month, day }: Found, today: DateTime): LocalTime {
  const hasYear = year !== undefined
  const hasMonth = month !== undefined
  return {
    year: year ?? today.year,
    month: month ?? (hasYear ? 1 : today.month),
    day: day ?? (hasYear || hasMonth ? 1 : today.day),
  }
}
