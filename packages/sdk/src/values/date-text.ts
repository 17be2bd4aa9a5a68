const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/** `x` output of a date card: milliseconds as text. Shorter digits could be seconds or a year, so they are refused. */
const unixMilliseconds = /^-?\d{11,14}$/

/** First and last instant whose ISO text has a four-digit year. */
const earliest = -62_167_219_200_000
const latest = 253_402_300_799_999

interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
  offsetMinutes: number
}

/**
 * Milliseconds since 1970 for a date in text: ISO-8601, e-mail style (`Sat, 21 Nov 2026 10:00:00 GMT`), names with or
 * without time (`November 21, 2026 10:00 AM`), or `month/day/year`. Without an offset the text is read as UTC, never in
 * the machine's zone, so that a replay elsewhere sees the same instant. Returns undefined for anything else.
 */
export function parseDateText(text: string): number | undefined {
  const trimmed = text.trim()
  // Longer text is no date; the cap also bounds the work on hostile input.
  if (trimmed.length > 80) return undefined
  const match = iso.exec(trimmed)
  if (match !== null) return toInstant(isoParts(match))
  if (unixMilliseconds.test(trimmed)) return withinRange(Number(trimmed))
  const parts = freeParts(trimmed)
  return parts === undefined ? undefined : toInstant(parts)
}

/** ISO-8601 text in UTC with milliseconds; undefined when the year does not have four digits. */
export function toIsoText(milliseconds: number): string | undefined {
  const instant = withinRange(milliseconds)
  return instant === undefined ? undefined : new Date(instant).toISOString()
}

function isoParts(match: RegExpExecArray): Parts {
  const [, year, month, day, hour, minute, second, fraction, offset] = match
  return {
    year: Number(year),
    month: Number(month) - 1,
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number((fraction ?? '').slice(0, 3).padEnd(3, '0')),
    offsetMinutes: parseOffset(offset),
  }
}

function freeParts(text: string): Parts | undefined {
  const parts: Partial<Parts> = {}
  // "(Coordinated Universal Time)" only repeats the offset before it.
  for (const token of text.replace(/\s*\([^()]*\)$/, '').split(/[\s,]+/)) {
    if (!readToken(token, parts)) return undefined
  }
  const { year, month, day } = parts
  if (year === undefined || month === undefined || day === undefined) return undefined
  return { hour: 0, minute: 0, second: 0, millisecond: 0, offsetMinutes: 0, ...parts, year, month, day }
}

/** Takes one word of a date into `parts`. False when the word has no meaning or says something a second time. */
function readToken(token: string, parts: Partial<Parts>): boolean {
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(token)
  if (slashed !== null && parts.year === undefined && parts.month === undefined) {
    parts.month = Number(slashed[1]) - 1
    parts.day = Number(slashed[2])
    parts.year = Number(slashed[3])
    return true
  }
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(am|pm)?$/i.exec(token)
  if (clock !== null && parts.hour === undefined) {
    parts.hour = Number(clock[1])
    parts.minute = Number(clock[2])
    parts.second = Number(clock[3] ?? 0)
    parts.millisecond = Number((clock[4] ?? '').slice(0, 3).padEnd(3, '0'))
    return clock[5] === undefined || applyHalfDay(clock[5], parts)
  }
  if (/^(am|pm)$/i.test(token)) return applyHalfDay(token, parts)
  if (/^\d{4}$/.test(token) && parts.year === undefined) {
    parts.year = Number(token)
    return true
  }
  if (/^\d{1,2}(st|nd|rd|th)?$/i.test(token) && parts.day === undefined) {
    parts.day = Number.parseInt(token, 10)
    return true
  }
  const offset = /^(?:GMT|UTC|UT|Z)?([+-]\d{2}:?\d{2})?$/i.exec(token)
  if (offset !== null && token !== '' && parts.offsetMinutes === undefined) {
    parts.offsetMinutes = parseOffset(offset[1])
    return true
  }
  if (/^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?$/i.test(token)) return true
  const month = months.indexOf(token.slice(0, 3).toLowerCase())
  if (month === -1 || parts.month !== undefined || !/^[a-z]{3,9}\.?$/i.test(token)) return false
  parts.month = month
  return true
}

function applyHalfDay(half: string, parts: Partial<Parts>): boolean {
  const hour = parts.hour
  if (hour === undefined || hour < 1 || hour > 12) return false
  parts.hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  return true
}

function parseOffset(offset: string | undefined): number {
  if (offset === undefined || offset === 'Z' || offset === 'z') return 0
  const digits = offset.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)
  return offset.startsWith('-') ? -minutes : minutes
}

function toInstant(parts: Parts): number | undefined {
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 59 || Math.abs(parts.offsetMinutes) > 1080) {
    return undefined
  }
  const date = new Date(0)
  date.setUTCFullYear(parts.year, parts.month, parts.day)
  // 30 February rolls over into March; such a day does not exist.
  if (date.getUTCMonth() !== parts.month || date.getUTCDate() !== parts.day) return undefined
  date.setUTCHours(parts.hour, parts.minute, parts.second, parts.millisecond)
  return withinRange(date.getTime() - parts.offsetMinutes * 60_000)
}

function withinRange(milliseconds: number): number | undefined {
  return milliseconds >= earliest && milliseconds <= latest ? Math.trunc(milliseconds) : undefined
}
