import { randomUUID } from 'node:crypto'
import { InputError, type FileDescription, type FileStore, type FileValue } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { toContentType, toFileName } from './file-name.ts'
import {
  appendPart,
  completeFile,
  deleteEarlierTries,
  deleteFiles,
  findFile,
  findPart,
  insertFile,
  type FileOrigin,
  type StoredFile,
} from './store.ts'
import { toParts } from './to-parts.ts'

export interface FilesOptions {
  /** Longest content of one file, in bytes. */
  maxBytes: number
}

/** The files of this Keyway. */
export interface Files {
  /** What one try of a step may do with them. */
  forStep: (origin: FileOrigin) => FileStore
  /** Stores a file that a person brings. */
  upload: (file: FileDescription, content: AsyncIterable<Uint8Array>) => Promise<FileValue>
  /** A file and its content; undefined when there is none of that id. */
  open: (id: string) => Promise<{ file: FileValue; content: AsyncIterable<Uint8Array> } | undefined>
}

/** How much of a file is one row, and so in memory while it passes. */
const partBytes = 256 * 1024

/**
 * Keyway's own files, in the database: written part by part, and found only once they are complete. Ids are random, for
 * whoever holds a file value may read the file.
 */
export function createFiles(db: Db, { maxBytes }: FilesOptions): Files {
  async function write(
    { name, contentType }: FileDescription,
    content: AsyncIterable<Uint8Array>,
    origin: FileOrigin | null,
  ): Promise<FileValue> {
    const id = randomUUID()
    const file = {
      id,
      name: toFileName(name),
      contentType: toContentType(contentType),
      createdAt: Date.now(),
    }
    await insertFile(db, { ...file, origin })
    try {
      let size = 0
      let position = 0
      for await (const bytes of toParts(content, partBytes)) {
        size += bytes.byteLength
        if (size > maxBytes) throw tooLarge(file.name, maxBytes)
        await appendPart(db, { fileId: id, position, bytes })
        position += 1
      }
      if (!(await completeFile(db, { id, size })))
        throw new Error(`The file ${id} was deleted while it was written.`)
      return toFileValue({ ...file, size })
    } catch (error) {
      // What cannot be deleted now is swept later; the reason is what matters to the caller.
      await deleteFiles(db, [id]).catch(() => undefined)
      throw error
    }
  }

  return {
    forStep(origin) {
      let cleared: Promise<void> | undefined
      return {
        maxBytes,
        async write(file, content) {
          await (cleared ??= deleteEarlierTries(db, origin))
          return write(file, content, origin)
        },
        find: async (file) => toFileValue(await getFile(db, file)),
        read: (file) => read(db, file),
      }
    },
    upload: (file, content) => write(file, content, null),
    async open(id) {
      const file = await findFile(db, id)
      return file === undefined ? undefined : { file: toFileValue(file), content: readParts(db, file) }
    },
  }
}

async function getFile(db: Db, { id, name }: FileValue): Promise<StoredFile> {
  const file = await findFile(db, id)
  if (file !== undefined) return file
  throw new InputError(
    `There is no file "${name.slice(0, 200)}" (${id}) in Keyway. Files go with the execution that made them; make or upload it again.`,
    { code: 'file_unknown' },
  )
}

async function* read(db: Db, file: FileValue): AsyncGenerator<Uint8Array> {
  yield* readParts(db, await getFile(db, file))
}

async function* readParts(db: Db, { id, name, size }: StoredFile): AsyncGenerator<Uint8Array> {
  let left = size
  for (let position = 0; left > 0; position += 1) {
    const bytes = await findPart(db, { fileId: id, position })
    if (bytes === undefined) {
      throw new InputError(`The file "${name}" (${id}) was deleted while it was read.`, {
        code: 'file_unknown',
      })
    }
    left -= bytes.byteLength
    yield bytes
  }
}

function toFileValue({ id, name, contentType, size, createdAt }: StoredFile): FileValue {
  const time = new Date(createdAt).toISOString()
  return { kind: 'file', id, name, contentType, size, createdAt: time, updatedAt: time }
}

function tooLarge(name: string, maxBytes: number): InputError {
  return new InputError(
    `The file "${name}" is longer than ${maxBytes} bytes, the limit for one file. Store less, or raise the limit with KEYWAY_MAX_FILE_BYTES.`,
    { code: 'limit_file_size', details: { maxBytes } },
  )
}
