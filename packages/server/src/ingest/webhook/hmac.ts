import type { Delivery } from '../sources/source-kind.ts'
import { freshTimestamp, isSigned, type HmacAlgorithm, type SignatureEncoding } from '../sources/signature.ts'

export interface HmacRule {
  header: string
  algorithm: HmacAlgorithm
  encoding: SignatureEncoding
  /** Stands before the signature in its header: `sha256=`. */
  prefix: string
  /** What is signed: text with `{body}` and `{timestamp}` in it. */
  signed: string
  /** Empty: there is none, and an old delivery can be sent again. */
  timestampHeader: string
  toleranceSeconds: number
}

/** Verifies a signature in a header over the body, or over a timestamp and the body. */
export function verifyHmac(
  { headers, body, at }: Delivery,
  rule: HmacRule,
  secrets: readonly string[],
): string | undefined {
  const { algorithm, encoding, prefix, toleranceSeconds } = rule
  const given = headers.get(rule.header)
  if (given === null) return 'signature_missing'
  if (!given.startsWith(prefix)) return 'signature_refused'
  let timestamp = ''
  if (rule.timestampHeader !== '') {
    const fresh = freshTimestamp(headers.get(rule.timestampHeader), { at, toleranceSeconds })
    if (fresh === undefined) return 'timestamp_refused'
    timestamp = fresh
  }
  const content = rule.signed
    .split('{body}')
    .flatMap((part, index) => [...(index === 0 ? [] : [body]), part.replaceAll('{timestamp}', timestamp)])
  return isSigned({ algorithm, encoding, keys: secrets }, content, given.slice(prefix.length))
    ? undefined
    : 'signature_refused'
}
