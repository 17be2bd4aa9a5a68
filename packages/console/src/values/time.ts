const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })

const units = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** `3 min. ago`; up to 45 seconds either way is "just now". */
export function formatRelative(at: number, now: number): string {
  const difference = at - now
  if (Math.abs(difference) < 45_000) return 'just now'
  for (const [unit, length] of units) {
    if (Math.abs(difference) >= length) return relative.format(Math.round(difference / length), unit)
  }
  return relative.format(Math.round(difference / 60_000), 'minute')
}

/** Date and time in the reader's language and zone. */
export function formatAbsolute(at: number): string {
  return absolute.format(at)
}

/** How long something took: `4 ms`, `1.24 s`, `3 min 05 s`, `2 h 14 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 1_440) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
  const hours = Math.round(minutes / 60)
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}
