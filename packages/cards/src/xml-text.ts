import { InputError } from '@keyway/sdk'

/** The entities that XML has without a declaration. */
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const signs: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }

/** Characters that no XML text may hold, however written (XML 1.0 section 2.2). */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

/** Text with `&amp;`, `&#65;` and the like read. Throws InputError `xml_invalid` for any other entity. */
export function decodeEntities(text: string, reader: { text: string; at: number }): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&\s]{0,32}(?:;|))/g, (written: string, name: string) => {
    const decoded = decodeEntity(name)
    if (decoded !== undefined) return decoded
    throw xmlInvalid(reader, `the entity "${written}" is not known; write &amp; for a plain &`)
  })
}

function decodeEntity(name: string): string | undefined {
  if (!name.endsWith(';')) return undefined
  const body = name.slice(0, -1)
  const number = /^#(?:(\d{1,7})|x([\da-f]{1,6}))$/i.exec(body)
  if (number === null) return Object.hasOwn(entities, body) ? entities[body] : undefined
  const code = number[1] === undefined ? Number.parseInt(number[2] ?? '', 16) : Number(number[1])
  const character = code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
  return character === '' || forbidden.test(character) ? undefined : character
}

/** Text as it stands between tags and within quotes. Throws InputError `xml_unsayable` for what XML cannot hold. */
export function encodeText(text: string): string {
  if (forbidden.test(text)) {
    throw new InputError(
      'The text holds a control sign or half an emoji, which XML cannot hold; remove it before.',
      {
        code: 'xml_unsayable',
      },
    )
  }
  // A bare carriage return would be read back as a line feed.
  return text.replace(/[<>&"]/g, (sign) => signs[sign] ?? sign).replaceAll('\r', '&#13;')
}

export function xmlInvalid({ text, at }: { text: string; at: number }, found: string): InputError {
  const line = text.slice(0, at).split('\n').length
  return new InputError(`The XML text is not well formed: ${found} (line ${String(line)}).`, {
    code: 'xml_invalid',
  })
}
