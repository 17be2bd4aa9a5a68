import { randomBytes } from 'node:crypto'

/**
 * A generated key: 48 characters of the alphabet that keys set up by hand may use (lower-case letters and digits, at
 * least one digit), about 248 bits.
 */
export function generateHookKey(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
  // 252 is the largest multiple of 36 in a byte: higher bytes are drawn again, so that every character is as likely.
  let key = ''
  while (key.length < 48 || !/[0-9]/.test(key)) {
    if (key.length >= 48) key = ''
    const [byte] = randomBytes(1)
    if (byte !== undefined && byte < 252) key += alphabet[byte % 36]
  }
  return key
}
