import type { Delivery } from '../sources/source-kind.ts'
import { freshTimestamp, isSigned } from '../sources/signature.ts'

const prefix = 'whsec_'
const mostSignatures = 10

/** The key of a Standard Webhooks secret: Base64 behind `whsec_`. Undefined when it is none, or shorter than 24 bytes. */
export function standardKey(secret: string): Buffer | undefined {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined
  const key = Buffer.from(text, 'base64')
  return key.length >= 24 && key.length <= 64 ? key : undefined
}

/**
 * Verifies a delivery by Standard Webhooks: `webhook-signature` holds one or more `v1,<Base64>` over
 * `<webhook-id>.<webhook-timestamp>.<body>`.
 *
 * Source: Standard Webhooks specification, "Signature scheme" and "Verifying signatures".
 */
export function verifyStandard(
  { headers, body, at }: Delivery,
  toleranceSeconds: number,
  secrets: readonly string[],
): string | undefined {
  const [id, signatures] = [headers.get('webhook-id'), headers.get('webhook-signature')]
  if (id === null || id === '' || signatures === null) return 'signature_missing'
  const timestamp = freshTimestamp(headers.get('webhook-timestamp'), { at, toleranceSeconds })
  if (timestamp === undefined) return 'timestamp_refused'
  const keys = secrets.map(standardKey).filter((key) => key !== undefined)
  const scheme = { algorithm: 'sha256', encoding: 'base64', keys } as const
  const isRight = signatures
    .split(' ', mostSignatures)
    .filter((one) => one.startsWith('v1,'))
    .some((one) => isSigned(scheme, [`${id}.${timestamp}.`, body], one.slice(3)))
  return isRight ? undefined : 'signature_refused'
}
