import { createHmac } from 'node:crypto'

/** What a receiver checks a message by. */
interface Signed {
  id: string
  /** When it is sent, in milliseconds since 1970: receivers refuse what is old. */
  at: number
  body: string
  secret: string
}

/**
 * Headers of Standard Webhooks. The secret is base64, with or without the prefix `whsec_`.
 * Source: standardwebhooks.com, specification 1.0, Signature scheme.
 */
export function signStandard({ id, at, body, secret }: Signed): Record<string, string> {
  const seconds = String(Math.floor(at / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }
}

/** `x-keyway-signature: sha256=<hex>` over `<seconds>.<body>`, and the seconds beside it. */
export function signHmac({ at, body, secret }: Omit<Signed, 'id'>): Record<string, string> {
  const seconds = String(Math.floor(at / 1000))
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { 'x-keyway-timestamp': seconds, 'x-keyway-signature': `sha256=${signature}` }
}
