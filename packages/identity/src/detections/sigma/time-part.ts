/** Parts of a moment that rules can ask for, in UTC. Source: Sigma modifiers 2.1, Time Modifiers. */
const parts: ReadonlyMap<string, (date: Date) => number> = new Map([
  ['minute', (date: Date) => date.getUTCMinutes()],
  ['hour', (date: Date) => date.getUTCHours()],
  ['day', (date: Date) => date.getUTCDate()],
  ['week', isoWeek],
  ['month', (date: Date) => date.getUTCMonth() + 1],
  ['year', (date: Date) => date.getUTCFullYear()],
])

export type TimePart = (text: string) => number | undefined

/** Undefined where there is no such part; the part is undefined of a text that is no date. */
export function findTimePart(name: string): TimePart | undefined {
  const part = parts.get(name)
  if (part === undefined) return undefined
  return (text) => {
    const date = new Date(text)
    return Number.isNaN(date.getTime()) ? undefined : part(date)
  }
}

/** Week of ISO 8601: the first one holds the year's first Thursday. */
function isoWeek(date: Date): number {
  const day = 86_400_000
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()))
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7))
  const firstOfYear = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return Math.ceil(((thursday.getTime() - firstOfYear) / day + 1) / 7)
}
