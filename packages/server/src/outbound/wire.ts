import type { HttpContent, HttpMethod } from '@keyway/sdk'

/** A request as it goes on the wire. */
export interface WireRequest {
  method: HttpMethod
  url: URL
  headers: Readonly<Record<string, string>>
  body: string | HttpContent | undefined
  /** Whether a successful answer is given as a stream. */
  isDownload: boolean
  signal: AbortSignal
}

/** An answer as it came, decompressed but not parsed. */
export interface WireAnswer {
  status: number
  /** Names in lower case; repeated lines joined by commas. */
  headers: Readonly<Record<string, string>>
  text: string
  /** In place of `text`, where a stream was asked for and the answer is a success. */
  content: AsyncIterable<Uint8Array> | undefined
}

/** The answer is larger than the port takes in. Its status is known, so the effect is not in doubt. */
export class AnswerTooLargeError extends Error {
  readonly status: number

  constructor(status: number, maxBytes: number) {
    super(`the answer is larger than ${maxBytes} bytes`)
    this.name = 'AnswerTooLargeError'
    this.status = status
  }
}

/** To make one costs more than to use it. */
const utf8 = new TextDecoder()

/** The text of a body, by the charset that its type names. */
export function decodeText(bytes: Buffer, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1]
  if (charset === undefined || charset.toLowerCase() === 'utf-8') return utf8.decode(bytes)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    // An unknown charset label; UTF-8 is the best guess and never throws.
    return utf8.decode(bytes)
  }
}

/** Headers by their names in lower case; repeated lines joined by commas. */
export function joinHeaders(
  raw: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}
