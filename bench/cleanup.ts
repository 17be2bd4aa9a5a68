import { existsSync, mkdtempSync, rmSync } from 'node:fs'
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
  const undo = (): void => removeDirectory(directory)
  const takeBack = undoAtExit(undo)
  return {
    directory,
    remove() {
      takeBack()
      undo()
    },
  }
}

/** Tries again: a process that was told to end may still be writing in there, or removing files under our hands. */
function removeDirectory(directory: string): void {
  for (let tries = 0; tries < 10 && existsSync(directory); tries++) {
    if (tries > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}

let isWatching = false

function watchForTheEnd(): void {
  if (isWatching) return
  isWatching = true
  process.on('exit', () => {
    for (const undo of [...undone].toReversed()) {
      try {
        undo()
      } catch (error) {
        // What is already gone, or cannot be removed, must not keep the rest.
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      }
    }
  })
  for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.on(signal, () => process.exit(code))
  }
}
