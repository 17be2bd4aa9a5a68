import type { Readable } from 'node:stream'
import { createBrotliDecompress, createUnzip } from 'node:zlib'
import { request } from 'undici'
import type { HttpMethod } from '@keyway/sdk'
import type { Outbound } from './outbound.ts'

/** A request as it goes on the wire. */
export interface WireRequest {
  method: HttpMethod
  url: URL
  headers: Readonly<Record<string, string>>
  body: string | undefined
  signal: AbortSignal
}

/** An answer as it came, decompressed but not parsed. */
export interface WireAnswer {
  status: number
  /** Names in lower case; repeated lines joined by commas. */
  headers: Readonly<Record<string, string>>
  text: string
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

/** Sends one request and reads its answer. Follows nothing and retries nothing; throws what the socket threw. */
export async function exchange(outbound: Outbound, wire: WireRequest): Promise<WireAnswer> {
  const { limits, agent } = outbound
  const signal = AbortSignal.any([wire.signal, outbound.closing, AbortSignal.timeout(limits.totalMs)])
  const answer = await request(wire.url, {
    dispatcher: agent,
    method: wire.method,
    headers: { ...wire.headers, 'accept-encoding': 'gzip, br' },
    body: wire.body ?? null,
    signal,
  })
  const headers = joinHeaders(answer.headers)
  const bytes = await readBody(answer.body, {
    headers,
    status: answer.statusCode,
    max: limits.maxAnswerBytes,
  })
  return { status: answer.statusCode, headers, text: decode(bytes, headers['content-type']) }
}

async function readBody(
  body: Readable,
  answer: { headers: Readonly<Record<string, string>>; status: number; max: number },
): Promise<Buffer> {
  if (Number(answer.headers['content-length'] ?? 0) > answer.max) {
    body.on('error', ignore).destroy()
    throw new AnswerTooLargeError(answer.status, answer.max)
  }
  const decompressor = toDecompressor(answer.headers['content-encoding'])
  const stream = decompressor === undefined ? body : body.pipe(decompressor)
  // `pipe` does not pass errors on; a body that breaks off must not look like one that ended.
  if (decompressor !== undefined) body.once('error', (error) => decompressor.destroy(error))

  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > answer.max) throw new AnswerTooLargeError(answer.status, answer.max)
      chunks.push(chunk)
    }
  } finally {
    body.on('error', ignore).destroy()
  }
  return Buffer.concat(chunks)
}

function ignore(): void {
  // A body that is given up reports its own destruction; the reason was thrown already.
}

function toDecompressor(encoding: string | undefined): ReturnType<typeof createUnzip> | undefined {
  const name = encoding?.trim().toLowerCase() ?? ''
  if (name === 'br') return createBrotliDecompress()
  return ['gzip', 'x-gzip', 'deflate'].includes(name) ? createUnzip() : undefined
}

function decode(bytes: Buffer, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    // An unknown charset label; UTF-8 is the best guess and never throws.
    return new TextDecoder().decode(bytes)
  }
}

function joinHeaders(raw: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}
