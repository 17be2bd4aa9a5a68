import type { Json } from '@keyway/sdk'
import { hasDuplicateKeys } from './duplicate-keys.ts'
import { HttpProblem } from './problem.ts'

export const defaultBodyLimit = 1024 * 1024

/**
 * A body too large, but no larger than this, is read and dropped: a sender whose connection is cut while it writes sees
 * a broken pipe instead of the answer that says why.
 */
const drainedBytes = 32 * 1024 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A body that is still to be read, whoever brings it. */
export interface BodySource {
  header: (name: string) => string | null
  /** All of it: Node reads no more from the socket than was declared. */
  whole: () => Promise<Uint8Array>
  parts: AsyncIterable<Uint8Array> | null
}

/** The body of a `Request`. */
export function toSource(request: Request): BodySource {
  return {
    header: (name) => request.headers.get(name),
    whole: async () => new Uint8Array(await request.arrayBuffer()),
    get parts() {
      return request.body
    },
  }
}

/**
 * The raw body, never more than `maxBytes` of it. Compressed bodies are refused: nobody who calls Keyway sends them, and
 * a small one can unpack to gigabytes.
 *
 * @throws {HttpProblem} 413 or 415.
 */
export function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  return readSource(toSource(request), maxBytes)
}

async function readSource(source: BodySource, maxBytes: number): Promise<Uint8Array> {
  refuseCompressed(source.header('content-encoding'))
  const declared = source.header('content-length')
  if (Number(declared ?? 0) > maxBytes) {
    if (Number(declared) <= drainedBytes) await drain(source.parts)
    throw tooLarge(maxBytes)
  }
  // What was declared may be taken at once. As a web stream a small body costs more than all the rest of its request.
  if (declared !== null) {
    const whole = await source.whole()
    if (whole.byteLength > maxBytes) throw tooLarge(maxBytes)
    return whole
  }
  const { parts } = source
  if (parts === null) return new Uint8Array()

  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of parts) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * The raw body in parts, for what is stored and not looked at.
 *
 * @throws {HttpProblem} 415 at once, 413 as soon as the limit is passed.
 */
export async function* streamBody(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  refuseCompressed(request.headers.get('content-encoding'))
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

function refuseCompressed(encoding: string | null): void {
  if (encoding !== null && encoding.toLowerCase() !== 'identity') {
    throw new HttpProblem(415, 'encoding_not_supported', { detail: 'Send the body without compression.' })
  }
}

async function drain(parts: AsyncIterable<Uint8Array> | null): Promise<void> {
  if (parts === null) return
  for await (const _ of parts) {
    // Node reads no more from the socket than was declared.
  }
}

function tooLarge(maxBytes: number): HttpProblem {
  return new HttpProblem(413, 'body_too_large', {
    detail: `The body may have ${maxBytes} bytes.`,
    // The rest of the body is not read, so the connection cannot be used again.
    headers: { connection: 'close' },
  })
}

/**
 * The body as JSON; `{}` when there is none.
 *
 * @throws {HttpProblem} 400, 413 or 415.
 */
export function readJson(request: Request, maxBytes: number): Promise<Json> {
  return readJsonSource(toSource(request), maxBytes)
}

/** The same of a body that is not of a `Request`. */
export async function readJsonSource(source: BodySource, maxBytes: number): Promise<Json> {
  const bytes = await readSource(source, maxBytes)
  const contentType = source.header('content-type')
  if (bytes.byteLength === 0 && contentType === null) return {}
  if (!isJsonType(contentType)) {
    throw new HttpProblem(415, 'content_type_not_supported', { detail: 'Send the body as application/json.' })
  }
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw new HttpProblem(400, 'body_not_utf8', { detail: 'The body is not UTF-8 text.' })
  }
  return text === '' ? {} : parseJson(text)
}

/** Exactly `application/json`, with UTF-8 as the only charset. */
function isJsonType(contentType: string | null): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType ?? '')
}

/** Parses JSON from outside. A `__proto__` key is refused: some code that copies it would change every object. */
function parseJson(text: string): Json {
  const refuse = (key: string, value: unknown): unknown => {
    if (key === '__proto__')
      throw new HttpProblem(400, 'body_not_valid', { detail: '"__proto__" is not a name.' })
    return value
  }
  let value: Json
  try {
    // The slow way only where the name could be in it, plain or with a \u escape.
    value = /__proto__|\\u005f/i.test(text) ? JSON.parse(text, refuse) : JSON.parse(text)
  } catch (error) {
    if (error instanceof HttpProblem) throw error
    throw new HttpProblem(400, 'body_not_json', { detail: 'The body is not valid JSON.' })
  }
  if (hasDuplicateKeys(text, value)) {
    throw new HttpProblem(400, 'body_has_duplicate_keys', {
      detail: 'An object in the body names a key twice.',
    })
  }
  return value
}
