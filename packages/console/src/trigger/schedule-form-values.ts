/** A schedule as people think of it. Days of the week count from Sunday, 0; `L` is the last day of a month. */
export type Calendar =
  | { kind: 'minutes'; every: number }
  | { kind: 'hours'; every: number; minute: number }
  | { kind: 'daily'; time: string }
  | { kind: 'weekly'; days: readonly string[]; time: string }
  | { kind: 'monthly'; days: readonly string[]; time: string }
  | { kind: 'cron'; cron: string }

export type CalendarKind = Calendar['kind']

export const calendarKinds = ['minutes', 'hours', 'daily', 'weekly', 'monthly', 'cron'] as const

const number = (text: string, most: number): number | undefined =>
  /^\d{1,2}$/.test(text) && Number(text) <= most ? Number(text) : undefined

/** Reads cron text; what the calendar cannot show stays text. */
export function toCalendar(cron: string): Calendar {
  const other: Calendar = { kind: 'cron', cron }
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', ...more] = cron
    .trim()
    .split(/\s+/)
  if (more.length > 0 || month !== '*') return other
  const isEveryDay = dayOfMonth === '*' && dayOfWeek === '*'
  const everyMinutes = minute === '*' ? 1 : stepOf(minute)
  if (everyMinutes !== undefined && hour === '*' && isEveryDay)
    return { kind: 'minutes', every: everyMinutes }
  const at = number(minute, 59)
  if (at === undefined) return other
  const everyHours = hour === '*' ? 1 : stepOf(hour)
  if (everyHours !== undefined && isEveryDay) return { kind: 'hours', every: everyHours, minute: at }
  const full = number(hour, 23)
  if (full === undefined) return other
  const time = `${String(full).padStart(2, '0')}:${String(at).padStart(2, '0')}`
  if (isEveryDay) return { kind: 'daily', time }
  if (dayOfMonth === '*') {
    const days = daysOf(dayOfWeek)
    return days === undefined ? other : { kind: 'weekly', days, time }
  }
  const days = dayOfMonth.split(',')
  const isDays = days.every((day) => day === 'L' || (number(day, 31) ?? 0) > 0)
  return dayOfWeek === '*' && isDays ? { kind: 'monthly', days, time } : other
}

function stepOf(field: string): number | undefined {
  const found = /^\*\/(\d{1,2})$/.exec(field)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** `1-5` and `0,6` as single days; 7 is Sunday, too. */
function daysOf(field: string): string[] | undefined {
  const days = field.split(',').flatMap((part): (number | undefined)[] => {
    const [from = '', to = from, ...more] = part.split('-')
    const [first, last] = [number(from, 7), number(to, 7)]
    if (first === undefined || last === undefined || last < first || more.length > 0) return [undefined]
    return Array.from({ length: last - first + 1 }, (_, at) => (first + at) % 7)
  })
  const known = days.filter((day) => day !== undefined)
  if (known.length < days.length) return undefined
  return [...new Set(known)].toSorted((one, other) => one - other).map(String)
}

/** The schedule as cron text; undefined while days or the time are missing. */
export function toCron(calendar: Calendar): string | undefined {
  switch (calendar.kind) {
    case 'minutes':
      return calendar.every === 1 ? '* * * * *' : `*/${calendar.every} * * * *`
    case 'hours':
      return `${calendar.minute} ${calendar.every === 1 ? '*' : `*/${calendar.every}`} * * *`
    case 'daily':
      return atTime(calendar.time, '* * *')
    case 'weekly':
      return calendar.days.length === 0
        ? undefined
        : atTime(calendar.time, `* * ${calendar.days.toSorted().join(',')}`)
    case 'monthly':
      return calendar.days.length === 0 ? undefined : atTime(calendar.time, `${calendar.days.join(',')} * *`)
    case 'cron':
      return calendar.cron.trim() === '' ? undefined : calendar.cron.trim()
  }
}

function atTime(time: string, days: string): string | undefined {
  const [hour, minute] = time.split(':').map(Number)
  return hour === undefined || minute === undefined ? undefined : `${minute} ${hour} ${days}`
}

/** Another kind of calendar that begins where the present one is. */
export function ofKind(kind: CalendarKind, from: Calendar): Calendar {
  const time = 'time' in from ? from.time : '09:00'
  switch (kind) {
    case 'minutes':
      return { kind, every: 15 }
    case 'hours':
      return { kind, every: 1, minute: 0 }
    case 'daily':
      return { kind, time }
    case 'weekly':
      return { kind, days: ['1', '2', '3', '4', '5'], time }
    case 'monthly':
      return { kind, days: ['1'], time }
    case 'cron':
      return { kind, cron: toCron(from) ?? '' }
  }
}
