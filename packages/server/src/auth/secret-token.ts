import { createHash, randomBytes } from 'node:crypto'

/** A new random token of 256 bits, in base64url, after its prefix. */
export function newToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url')
}

/**
 * What is stored of a token. Plain SHA-256 suffices: nobody guesses 256 random bits. Tokens are found by this hash, so
 * comparing takes no secret-dependent time that helps anybody.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
