import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { undoAtExit } from './at-exit.ts'

/** A file system of the campaign's own, that can be full. */
export interface Disk {
  directory: string
  /** Leaves no byte free. */
  fill: () => void
  free: () => void
  close: () => void
}

/** Why there is none, where there is none. */
export interface NoDisk {
  reason: string
}

const size = '1g'
const piece = Buffer.alloc(1 << 20, 1)

/** A file system in memory; only root may have one mounted. */
export function mountDisk(): Disk | NoDisk {
  const directory = mkdtempSync(path.join(tmpdir(), 'keyway-chaos-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'keyway-chaos', directory], { stdio: 'pipe' })
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    return {
      reason: `no file system could be mounted: ${error instanceof Error ? error.message.trim() : ''}`,
    }
  }
  // The database server's user must reach what is in it.
  chmodSync(directory, 0o755)
  // Detached at once: what still holds a file in there keeps it until it ends.
  const unmount = (): void => {
    execFileSync('umount', ['--lazy', directory])
    rmSync(directory, { recursive: true, force: true })
  }
  const takeBack = undoAtExit(unmount)
  const filler = path.join(directory, 'filler')
  return {
    directory,
    fill: () => fillUp(filler),
    free: () => rmSync(filler, { force: true }),
    close() {
      takeBack()
      unmount()
    },
  }
}

function fillUp(file: string): void {
  const handle = openSync(file, 'a')
  try {
    for (let length = piece.length; length >= 1;) {
      try {
        if (writeSync(handle, piece, 0, length) < length) length >>= 1
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
        length >>= 1
      }
    }
  } finally {
    closeSync(handle)
  }
}
