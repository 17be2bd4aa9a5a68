import { promisify } from 'node:util'
import { brotliDecompress, unzip } from 'node:zlib'
import type { Dispatcher } from 'undici'
import type { Outbound } from './outbound.ts'
import { AnswerTooLargeError, decodeText, joinHeaders, type WireAnswer, type WireRequest } from './wire.ts'

const unpack = { br: promisify(brotliDecompress), gzip: promisify(unzip) }

type TextRequest = WireRequest & { body: string | undefined }

interface Received {
  status: number
  headers: Readonly<Record<string, string>>
  bytes: Buffer
}

/**
 * Sends one request and takes its answer in whole. Nearly all calls are such, so it uses neither streams nor abort signals
 * of its own: both cost more than the rest of a call.
 */
export async function exchangeWhole(outbound: Outbound, wire: TextRequest): Promise<WireAnswer> {
  const max = outbound.limits.maxAnswerBytes
  const { status, headers, bytes } = await receive(outbound, wire, max)
  const content = await unpacked(bytes, { encoding: headers['content-encoding'], status, max })
  return { status, headers, text: decodeText(content, headers['content-type']), content: undefined }
}

function receive(outbound: Outbound, wire: TextRequest, max: number): Promise<Received> {
  wire.signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let failure: Error | undefined
    let status = 0
    let headers: Readonly<Record<string, string>> = {}
    const chunks: Buffer[] = []
    let size = 0

    const settle = (): void => {
      clearTimeout(timer)
      stopHearing()
      wire.signal.removeEventListener('abort', onAbort)
    }
    const fail = (thrown: unknown): void => {
      settle()
      failure ??= thrown instanceof Error ? thrown : new Error(String(thrown))
      controller?.abort(failure)
      reject(failure)
    }
    const onAbort = (): void => fail(wire.signal.reason)
    const timer = setTimeout(
      () => fail(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      outbound.limits.totalMs,
    ).unref()
    const stopHearing = outbound.onClosing(fail)
    wire.signal.addEventListener('abort', onAbort)

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started
        if (failure !== undefined) started.abort(failure)
      },
      onResponseStart(_, statusCode, received) {
        if (statusCode < 200) return
        status = statusCode
        headers = joinHeaders(received)
        if (Number(headers['content-length'] ?? 0) > max) fail(new AnswerTooLargeError(status, max))
      },
      onResponseData(_, chunk) {
        size += chunk.length
        if (size > max) fail(new AnswerTooLargeError(status, max))
        else chunks.push(chunk)
      },
      onResponseEnd() {
        settle()
        const [first = Buffer.alloc(0)] = chunks
        resolve({ status, headers, bytes: chunks.length < 2 ? first : Buffer.concat(chunks) })
      },
      onResponseError(_, error) {
        fail(error)
      },
    }
    try {
      outbound.agent.dispatch(
        {
          origin: wire.url.origin,
          path: `${wire.url.pathname}${wire.url.search}`,
          method: wire.method,
          headers: { ...wire.headers, 'accept-encoding': 'gzip, br' },
          body: wire.body ?? null,
        },
        handler,
      )
    } catch (error) {
      fail(error)
    }
  })
}

async function unpacked(
  bytes: Buffer,
  { encoding, status, max }: { encoding: string | undefined; status: number; max: number },
): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? ''
  const method = name === 'br' ? unpack.br : ['gzip', 'x-gzip', 'deflate'].includes(name) ? unpack.gzip : null
  if (method === null || bytes.length === 0) return bytes
  try {
    return await method(bytes, { maxOutputLength: max })
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isTooLarge ? new AnswerTooLargeError(status, max) : error
  }
}
