import { InputError, type FileStore, type FileValue } from '@keyway/sdk'

/** Files in memory, with their content by id. */
export interface MemoryFiles extends FileStore {
  contents: Map<string, Buffer>
}

/** The files of an action in a test. */
export function createMemoryFiles(maxBytes = 1_000_000): MemoryFiles {
  const contents = new Map<string, Buffer>()
  const files = new Map<string, FileValue>()
  const get = (id: string): FileValue => {
    const file = files.get(id)
    if (file === undefined) throw new InputError(`There is no file ${id}.`, { code: 'file_unknown' })
    return file
  }
  return {
    maxBytes,
    contents,
    async write({ name, contentType }, content) {
      const parts: Uint8Array[] = []
      for await (const bytes of content) parts.push(bytes)
      const whole = Buffer.concat(parts)
      if (whole.byteLength > maxBytes) throw new InputError('Too long.', { code: 'limit_file_size' })
      const id = `file-${contents.size + 1}`
      const time = '2026-06-03T09:15:32.114Z'
      const size = whole.byteLength
      const file = { kind: 'file', id, name, contentType, size, createdAt: time, updatedAt: time } as const
      contents.set(id, whole)
      files.set(id, file)
      return file
    },
    find: async ({ id }) => get(id),
    async *read({ id }) {
      const content = contents.get(get(id).id) ?? Buffer.alloc(0)
      // In parts that cut characters in two.
      for (let at = 0; at < content.byteLength; at += 7) yield content.subarray(at, at + 7)
    },
  }
}
