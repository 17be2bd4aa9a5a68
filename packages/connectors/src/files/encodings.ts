import { TextDecoder } from 'node:util'
import { InputError } from '@keyway/sdk'

/** How text stands for bytes. `base64` and `hex` are for bytes that are no text. */
export const encodings = ['utf-8', 'utf-16', 'latin1', 'base64', 'hex'] as const
export type Encoding = (typeof encodings)[number]

/**
 * The bytes that a text stands for. UTF-16 is little-endian with a byte order mark, as most programs write it. Throws
 * InputError where the text is not base64 or hex, or has a character that latin1 lacks.
 */
export function encodeText(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text.toWellFormed(), 'utf8')
    case 'utf-16':
      return Buffer.from(`\uFEFF${text}`, 'utf16le')
    case 'latin1': {
      const at = text.search(/[^\p{ASCII}\u0080-\u00ff]/u)
      if (at < 0) return Buffer.from(text, 'latin1')
      throw notInForm(`the character "${String.fromCodePoint(text.codePointAt(at) ?? 0)}" is not in latin1`)
    }
    case 'base64': {
      const compact = text.replaceAll(/\s/g, '')
      if (/^[A-Za-z0-9+/_-]*={0,2}$/.test(compact) && compact.replaceAll('=', '').length % 4 !== 1) {
        return Buffer.from(compact, 'base64')
      }
      throw notInForm('it is not base64')
    }
    case 'hex': {
      const compact = text.replaceAll(/\s/g, '')
      if (/^(?:[0-9a-f]{2})*$/i.test(compact)) return Buffer.from(compact, 'hex')
      throw notInForm('it is not pairs of hexadecimal digits')
    }
  }
}

/** The error for content that is not of the form it is said to have. */
export function notInForm(why: string, cause?: unknown): InputError {
  return new InputError(`The content does not fit its encoding: ${why}. Choose another encoding.`, {
    code: 'encoding_invalid',
    cause,
  })
}

/** Decodes text part by part; a character may be cut in two between parts. Throws InputError where it is not text. */
export interface PartDecoder {
  decode: (part: Uint8Array) => string
  end: () => string
}

/** A decoder for text, or for bytes written as base64 or hex. A byte order mark is not part of the text. */
export function createTextDecoder(encoding: Encoding): PartDecoder {
  switch (encoding) {
    case 'utf-8':
      return streaming(() => 'utf-8')
    case 'utf-16':
      return streaming((first) => (first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-16le'))
    case 'latin1':
    case 'hex':
      return { decode: (part) => Buffer.from(part).toString(encoding), end: () => '' }
    case 'base64':
      return base64Decoder()
  }
}

function streaming(labelOf: (first: Uint8Array) => string): PartDecoder {
  let decoder: TextDecoder | undefined
  const attempt = (decode: () => string): string => {
    try {
      return decode()
    } catch (cause) {
      throw notInForm('it is not text, or text of another encoding', cause)
    }
  }
  return {
    decode(part) {
      const own = (decoder ??= new TextDecoder(labelOf(part), { fatal: true }))
      return attempt(() => own.decode(part, { stream: true }))
    },
    end: () => attempt(() => decoder?.decode() ?? ''),
  }
}

function base64Decoder(): PartDecoder {
  let rest = Buffer.alloc(0)
  return {
    decode(part) {
      const bytes = Buffer.concat([rest, part])
      const whole = bytes.byteLength - (bytes.byteLength % 3)
      rest = bytes.subarray(whole)
      return bytes.toString('base64', 0, whole)
    },
    end: () => rest.toString('base64'),
  }
}
