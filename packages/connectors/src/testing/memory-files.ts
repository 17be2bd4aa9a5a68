import { InputError, type FileStore } from '@keyway/sdk'

/** Files in memory, with their content by id. */
export interface MemoryFiles extends FileStore {
  contents: Map<string, Buffer>
}

/** The files of an action in a test. */
export function createMemoryFiles(maxBytes = 1_000_000): MemoryFiles {
  const contents = new Map<string, Buffer>()
  return {
    maxBytes,
    contents,
    async write({ name, contentType }, content) {
      const parts: Uint8Array[] = []
      for await (const bytes of content) parts.push(bytes)
      const whole = Buffer.concat(parts)
      if (whole.byteLength > maxBytes) throw new InputError('Too long.', { code: 'limit_file_size' })
      const id = `file-${contents.size + 1}`
      contents.set(id, whole)
      const time = '2026-06-03T09:15:32.114Z'
      const size = whole.byteLength
      return { kind: 'file', id, name, contentType, size, createdAt: time, updatedAt: time }
    },
    async *read({ id }) {
      const content = contents.get(id)
      if (content === undefined) throw new InputError(`There is no file ${id}.`, { code: 'file_unknown' })
      yield content
    },
  }
}
