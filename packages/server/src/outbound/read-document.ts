import { isIP } from 'node:net'
import type { Json } from '@keyway/sdk'
import { exchange } from './exchange.ts'
import type { Outbound } from './outbound.ts'

const timeoutMs = 10_000
const maximumCharacters = 1024 * 1024

/**
 * Reads a public JSON document, through the egress guard and without following redirects. Over plain HTTP only on this
 * machine, where nobody stands between.
 *
 * @throws {Error} that says what came instead.
 */
export async function readDocument(outbound: Outbound, url: URL): Promise<Json> {
  const isLocal =
    url.hostname === 'localhost' || (isIP(url.hostname) === 4 && url.hostname.startsWith('127.'))
  if (url.protocol !== 'https:' && !isLocal) throw new Error(`${url.origin} is not read over plain HTTP`)
  const { status, text } = await exchange(outbound, {
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    body: undefined,
    isDownload: false,
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (status !== 200) throw new Error(`${url.href} answered ${status}`)
  if (text.length > maximumCharacters) throw new Error(`${url.href} answered with more than a megabyte`)
  const document: Json = JSON.parse(text)
  return document
}
