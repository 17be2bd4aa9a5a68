import { z } from 'zod'
import { isoDate } from './date.ts'

/**
 * A file as it travels between steps: plain JSON that names content in Keyway's own store. The content itself never
 * passes through a journal; `FileStore.read` gives it as a stream. `size` is in bytes, times are ISO-8601 text.
 */
export const fileValue = z.object({
  kind: z.literal('file'),
  id: z.string().min(1).max(100),
  name: z.string(),
  contentType: z.string(),
  size: z.int().min(0),
  createdAt: isoDate,
  updatedAt: isoDate,
})
export type FileValue = z.output<typeof fileValue>

/** Whether a value is a file value. It says nothing about whether the content still exists. */
export function isFileValue(value: unknown): value is FileValue {
  return fileValue.safeParse(value).success
}

/** What a new file is called and contains. Both may come from outside; the store makes them safe. */
export interface FileDescription {
  /** The last segment of a path is kept, without control characters. */
  name: string
  /** Media type by RFC 9110; anything else counts as `application/octet-stream`. */
  contentType: string
}

/** Keyway's own files, as actions reach them. Content goes in and out in parts, so its size does not matter to memory. */
export interface FileStore {
  /** Longest content of one file, in bytes. */
  readonly maxBytes: number
  /**
   * Stores the content and answers with the file value once all of it is on disk. When the content breaks off, nothing
   * of it is kept and its error is thrown on. Throws InputError `limit_file_size` for more than `maxBytes`.
   */
  write: (file: FileDescription, content: AsyncIterable<Uint8Array>) => Promise<FileValue>
  /**
   * The file as the store knows it. A value may come from outside and say anything; only what this answers may become
   * part of a request. Throws InputError `file_unknown`.
   */
  find: (file: FileValue) => Promise<FileValue>
  /** The content, in parts. Throws InputError `file_unknown` while it is read when there is no such file. */
  read: (file: FileValue) => AsyncIterable<Uint8Array>
}
