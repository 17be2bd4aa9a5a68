import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const busy = 5

/**
 * Keeps other processes out of a data directory for the life of this one. The lock is the operating system's, so it
 * also ends with a kill; and it is on a file of its own, so backups may read the database.
 *
 * @returns the function that gives it back.
 * @throws {Error} naming the directory, when another process holds it.
 */
export function lockDirectory(directory: string): () => void {
  const db = new DatabaseSync(join(directory, 'lock.db'), { timeout: 0 })
  try {
    db.exec('begin exclusive')
  } catch (error) {
    db.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) {
      throw new Error(
        `The data directory "${directory}" is in use by another Keyway process. Stop that one, or choose another directory.`,
        { cause: error },
      )
    }
    throw error
  }
  return () => db.close()
}
