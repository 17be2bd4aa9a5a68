import { randomBytes } from 'node:crypto'
import type { Vault } from '../vault/vault.ts'

/** Header in which callers of an API endpoint give the client token; the query parameter is `clientToken`. */
export const clientTokenHeader = 'x-api-client-token'

const context = (flowId: string): string => `endpoint:${flowId}`

/** A new client token, sealed for storage. */
export function sealEndpointToken(vault: Vault, flowId: string): string {
  return vault.seal(randomBytes(32).toString('hex'), context(flowId))
}

export function openEndpointToken(vault: Vault, flowId: string, sealed: string): string {
  return vault.open(sealed, context(flowId))
}

/** An unguessable path segment for a public URL. */
export function newPublicPath(): string {
  return randomBytes(24).toString('base64url')
}
