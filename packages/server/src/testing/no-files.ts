import type { FileStore } from '@keyway/sdk'
import type { Files } from '../files/file-store.ts'

function unreachable(): never {
  throw new Error('Expected no call of a file; found one.')
}

const noFileStore: FileStore = { maxBytes: 0, write: unreachable, find: unreachable, read: unreachable }

/** Files for tests in which nothing touches them. */
export const noFiles: Files = { forStep: () => noFileStore, upload: unreachable, open: unreachable }
