import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

/** An OAuth authorization server as far as its metadata and keys go. */
export interface Issuer {
  url: string
  /** A token signed with its key; `header` overrides what the header says, `undefined` leaves a claim out. */
  sign: (claims: Record<string, unknown>, header?: Record<string, unknown>) => string
  /** How often its keys were read. */
  reads: () => number
  close: () => Promise<void>
}

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let reads = 0
  const server = createServer((request, response) => {
    const keys = [
      { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' },
      { kty: 'odd' },
    ]
    const isKeys = request.url === '/v1/keys'
    if (isKeys) reads += 1
    const document = isKeys ? { keys } : { issuer: url, jwks_uri: `${url}/v1/keys` }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(document))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    url,
    sign(claims, header = {}) {
      const exp = Math.floor(Date.now() / 1000) + 300
      const signed = `${part({ alg: 'RS256', kid: 'k1', ...header })}.${part({ exp, ...claims })}`
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
    },
    reads: () => reads,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close').catch(() => undefined)
    },
  }
}
