import { Readable } from 'node:stream'
import { createBrotliDecompress, createUnzip } from 'node:zlib'
import { request } from 'undici'
import { FlowError } from '@keyway/sdk'
import type { Outbound } from './outbound.ts'
import { exchangeWhole } from './whole-answer.ts'
import { AnswerTooLargeError, decodeText, joinHeaders, type WireAnswer, type WireRequest } from './wire.ts'

/** Sends one request and reads its answer. Follows nothing and retries nothing; throws what the socket threw. */
export function exchange(outbound: Outbound, wire: WireRequest): Promise<WireAnswer> {
  const { body } = wire
  return wire.isDownload || typeof body === 'object'
    ? exchangeStream(outbound, wire)
    : exchangeWhole(outbound, { ...wire, body })
}

/** The same where the content is a stream, in one direction or both. */
async function exchangeStream(outbound: Outbound, wire: WireRequest): Promise<WireAnswer> {
  const { limits, agent } = outbound
  const signal = AbortSignal.any([wire.signal, outbound.closing, AbortSignal.timeout(limits.streamMs)])
  const source = typeof wire.body === 'object' ? watch(wire.body.read()) : undefined
  const answer = await request(wire.url, {
    dispatcher: agent,
    method: wire.method,
    headers: { ...wire.headers, 'accept-encoding': 'gzip, br' },
    body: source === undefined ? toText(wire.body) : Readable.from(source.content),
    signal,
  }).catch((error: unknown) => {
    // A request whose body broke off here is incomplete, so the other side did nothing: the reason is ours alone.
    throw source?.error() ?? error
  })
  const headers = joinHeaders(answer.headers)
  const status = answer.statusCode
  if (wire.isDownload && status >= 200 && status < 300) {
    return { status, headers, text: '', content: readOn(answer.body, headers) }
  }
  const bytes = await readBody(answer.body, { headers, status, max: limits.maxAnswerBytes })
  return { status, headers, text: decodeText(bytes, headers['content-type']), content: undefined }
}

function toText(body: WireRequest['body']): string | null {
  return typeof body === 'string' ? body : null
}

/** The content, and what broke it off. */
function watch(content: AsyncIterable<Uint8Array>) {
  let thrown: FlowError | undefined
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      yield* content
    } catch (error) {
      thrown = error instanceof FlowError ? error : new FlowError(String(error), { cause: error })
      throw error
    }
  }
  return { content: watched(), error: () => thrown }
}

/** The body decompressed, and given up when nobody reads on. */
async function* readOn(body: Readable, headers: Readonly<Record<string, string>>): AsyncGenerator<Buffer> {
  try {
    yield* decompress(body, headers)
  } finally {
    giveUp(body)
  }
}

function decompress(body: Readable, headers: Readonly<Record<string, string>>): AsyncIterable<Buffer> {
  const decompressor = toDecompressor(headers['content-encoding'])
  if (decompressor === undefined) return body
  // `pipe` does not pass errors on; a body that breaks off must not look like one that ended.
  body.once('error', (error) => decompressor.destroy(error))
  return body.pipe(decompressor)
}

function giveUp(body: Readable): void {
  body.on('error', ignore).destroy()
}

async function readBody(
  body: Readable,
  answer: { headers: Readonly<Record<string, string>>; status: number; max: number },
): Promise<Buffer> {
  if (Number(answer.headers['content-length'] ?? 0) > answer.max) {
    giveUp(body)
    throw new AnswerTooLargeError(answer.status, answer.max)
  }
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of decompress(body, answer.headers)) {
      size += chunk.length
      if (size > answer.max) throw new AnswerTooLargeError(answer.status, answer.max)
      chunks.push(chunk)
    }
  } finally {
    giveUp(body)
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
