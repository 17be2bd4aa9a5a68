const undone = new Set<() => void>()
let isWatching = false

/**
 * Runs `undo` when this process ends, whichever way it does, so that an interrupted campaign leaves nothing behind.
 * Returns what takes that back.
 */
export function undoAtExit(undo: () => void): () => void {
  undone.add(undo)
  if (!isWatching) watchForTheEnd()
  return () => undone.delete(undo)
}

function watchForTheEnd(): void {
  isWatching = true
  process.on('exit', () => {
    for (const undo of [...undone].toReversed()) {
      try {
        undo()
      } catch {
        // What is already gone must not keep the rest.
      }
    }
  })
  for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.on(signal, () => process.exit(code))
  }
}
