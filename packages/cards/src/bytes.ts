import { InputError } from '@keyway/sdk'

/** Encodings of bytes that browsers do not bring along. */
const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Throws InputError `hex_invalid`. Blanks are skipped. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '')
  if (digits.length % 2 !== 0 || !/^[\da-f]*$/i.test(digits)) {
    throw new InputError('The text is not hexadecimal: expected pairs of the digits 0 to 9 and a to f.', {
      code: 'hex_invalid',
    })
  }
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  )
}

/** RFC 4648 section 6, padded to groups of eight. */
export function toBase32(bytes: Uint8Array): string {
  let [bits, pending] = [0, 0]
  const digits: string[] = []
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0xfff
    bits += 8
    for (; bits >= 5; bits -= 5) digits.push(base32Alphabet.charAt((pending >> (bits - 5)) & 31))
  }
  if (bits > 0) digits.push(base32Alphabet.charAt((pending << (5 - bits)) & 31))
  return digits.join('').padEnd(Math.ceil(digits.length / 8) * 8, '=')
}

/** Throws InputError `base32_invalid`. Blanks and padding are skipped. */
export function fromBase32(text: string): Uint8Array {
  const [digits = '', padding = ''] = text.replace(/\s+/g, '').toUpperCase().split(/(=.*)/, 2)
  if (padding.replaceAll('=', '') !== '') throw base32Invalid()
  let [bits, pending] = [0, 0]
  const bytes: number[] = []
  for (const digit of digits) {
    const value = base32Alphabet.indexOf(digit)
    if (value === -1) throw base32Invalid()
    pending = ((pending << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((pending >> bits) & 255)
  }
  // Lengths of 1, 3 and 6 beyond a group end in the middle of a byte.
  if ([1, 3, 6].includes(digits.length % 8)) throw base32Invalid()
  return Uint8Array.from(bytes)
}

function base32Invalid(): InputError {
  return new InputError(
    'The text is not Base32: expected letters and the digits 2 to 7, of a length that bytes have.',
    { code: 'base32_invalid' },
  )
}
