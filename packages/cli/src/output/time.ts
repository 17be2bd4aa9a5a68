/** `340 ms`, `2.4 s`, `3 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A moment in the local time zone, to the second, in an order that sorts: `2026-11-22 08:15:03`. */
export function formatTime(ms: number): string {
  return new Date(ms).toLocaleString('sv-SE')
}
