import { createHmac } from 'node:crypto'

/** A delivery as another product makes it: raw text and headers. */
export interface TestDelivery {
  body: string
  headers: Record<string, string>
}

const json = 'application/json'
const seconds = (at: number): string => String(Math.floor(at / 1000))

/** Signs as each product does; `at` is the sender's clock. */
export const signed = {
  standard(secret: string, body: string, { id = 'msg_1', at = Date.now() } = {}): TestDelivery {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const mac = createHmac('sha256', key)
      .update(`${id}.${seconds(at)}.${body}`)
      .digest('base64')
    const headers = { 'webhook-id': id, 'webhook-timestamp': seconds(at), 'webhook-signature': `v1,${mac}` }
    return { body, headers: { 'content-type': json, ...headers } }
  },
  typeform(secret: string, body: string): TestDelivery {
    const mac = createHmac('sha256', secret).update(body).digest('base64')
    return { body, headers: { 'content-type': json, 'typeform-signature': `sha256=${mac}` } }
  },
  google(secret: string, body: string, at = Date.now()): TestDelivery {
    const mac = createHmac('sha256', secret)
      .update(`${seconds(at)}.${body}`)
      .digest('hex')
    return {
      body,
      headers: { 'content-type': json, 'x-timestamp': seconds(at), 'x-signature': `sha256=${mac}` },
    }
  },
  slack(secret: string, body: string, { at = Date.now(), type = json } = {}): TestDelivery {
    const mac = createHmac('sha256', secret)
      .update(`v0:${seconds(at)}:${body}`)
      .digest('hex')
    const headers = { 'x-slack-request-timestamp': seconds(at), 'x-slack-signature': `v0=${mac}` }
    return { body, headers: { 'content-type': type, ...headers } }
  },
  cisco: (secret: string, body: string): TestDelivery => ({
    body,
    headers: { 'content-type': json, 'x-api-client-token': secret },
  }),
}

/** Sends it, and answers status and problem code, or the answer's text. */
export async function deliver(
  url: string,
  { body, headers }: TestDelivery,
): Promise<{ status: number; code: string | undefined; text: string }> {
  const response = await fetch(url, { method: 'POST', body, headers })
  const text = await response.text()
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true
  const problem: { code?: string } = isProblem ? JSON.parse(text) : {}
  return { status: response.status, code: problem.code, text }
}
