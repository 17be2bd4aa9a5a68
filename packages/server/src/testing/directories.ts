import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Temporary directories of a test file. */
export function createDirectories(): { create(): string; remove(): void } {
  const created: string[] = []
  return {
    create() {
      const directory = mkdtempSync(join(tmpdir(), 'keyway-test-'))
      created.push(directory)
      return directory
    },
    remove() {
      for (const directory of created) rmSync(directory, { recursive: true, force: true })
    },
  }
}
