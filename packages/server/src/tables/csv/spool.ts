import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * Keeps content on disk while `read` reads it, as often as it likes, and deletes it afterwards: what is read twice must not
 * come from a socket, and a sender must not wait for the table.
 */
export async function spool<Result>(
  content: AsyncIterable<Uint8Array>,
  read: (open: () => AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(path.join(tmpdir(), 'keyway-upload-'))
  try {
    const file = path.join(directory, 'content')
    await writeFile(file, content, { mode: 0o600 })
    return await read(() => createReadStream(file))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
