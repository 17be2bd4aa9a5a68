import { formatDuration } from './time.ts'

/** What is known of a move at one moment; see MoveProgress of the server. */
interface Progress {
  phase: 'copy' | 'verify'
  table: string
  rows: number
  totalRows: number
}

const everyMs = 2_000

/** Writes a line about a move every two seconds, with how long the rest of its phase takes at the pace so far. */
export function createMoveProgress(
  now: () => number,
  write: (line: string) => void,
): (progress: Progress) => void {
  let begun: { phase: Progress['phase']; at: number; rows: number } | undefined
  let written = now()
  return ({ phase, table, rows, totalRows }) => {
    const at = now()
    // What an earlier run did is no part of this one's pace.
    if (begun?.phase !== phase) begun = { phase, at, rows: phase === 'copy' ? rows : 0 }
    if (at - written < everyMs) return
    written = at
    const perMs = (rows - begun.rows) / Math.max(1, at - begun.at)
    const rest = perMs > 0 ? `, about ${formatDuration((totalRows - rows) / perMs)} left` : ''
    const share = totalRows === 0 ? 100 : Math.floor((rows / totalRows) * 100)
    const what = phase === 'copy' ? 'copied' : 'compared'
    const pace = Math.round(perMs * 1000).toLocaleString('en')
    write(
      `${what} ${rows.toLocaleString('en')} of ${totalRows.toLocaleString('en')} rows (${share} %), ${table}: ${pace} a second${rest}`,
    )
  }
}
