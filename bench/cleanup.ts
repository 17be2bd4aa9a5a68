import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const undone = new Set<() => void>()

/**
 * Runs `undo` when this process ends, whichever way it does, so that an interrupted benchmark leaves no process and no
 * directory behind. Returns what takes the promise back.
 */
export function undoAtExit(undo: () => void): () => void {
  if (undone.size === 0) watchForTheEnd()
  undone.add(undo)
  return () => undone.delete(undo)
}

/** A directory that is deleted by `remove`, or at the end of this process. */
export function makeTemporaryDirectory(name: string): { directory: string; remove: () => void } {
  const directory = mkdtempSync(path.join(tmpdir(), `keyway-bench-${name}-`))
  const undo = (): void => rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  const takeBack = undoAtExit(undo)
  return {
    directory,
    remove() {
      takeBack()
      undo()
    },
  }
}

let isWatching = false

function watchForTheEnd(): void {
  if (isWatching) return
  isWatching = true
  process.on('exit', () => {
    for (const undo of [...undone].toReversed()) undo()
  })
  for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.on(signal, () => process.exit(code))
  }
}
