/** A text as bytes, one character each, as `base64` then takes it. */
export type Encode = (text: string) => string

/** Source: Sigma modifiers 2.1, Encoding. */
export const wideEncodings: ReadonlyMap<string, Encode> = new Map([
  ['wide', utf16le],
  ['utf16le', utf16le],
  ['utf16be', (text: string) => bytes(Buffer.from(text, 'utf16le').swap16())],
  ['utf16', (text: string) => bytes(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
])

function utf16le(text: string): string {
  return bytes(Buffer.from(text, 'utf16le'))
}

function bytes(buffer: Buffer): string {
  return buffer.toString('latin1')
}

export function base64(buffer: Buffer): string {
  return buffer.toString('base64')
}

/** What stays of a text's Base64 form when it stands 0, 1 or 2 bytes into a group of three. */
export function base64AtOffsets(buffer: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = base64(Buffer.concat([Buffer.alloc(offset), buffer]))
    const start = [0, 2, 3][offset] ?? 0
    const end = [0, -3, -2][(offset + buffer.length) % 3] ?? 0
    return encoded.slice(start, end === 0 ? undefined : end)
  })
}
