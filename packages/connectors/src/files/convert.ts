import { createTextDecoder, encodeText, notInForm, type Encoding } from './encodings.ts'

/** What a file may be converted between; `bytes` is its content as it is. */
export const forms = ['bytes', 'utf-8', 'utf-16', 'latin1', 'base64', 'hex'] as const
type Form = (typeof forms)[number]
type Charset = Exclude<Encoding, 'base64' | 'hex'>
type Bytes = AsyncIterable<Uint8Array>

/**
 * Content in another form, part by part: base64 and hex become bytes or are made of them, text changes its encoding.
 * Throws InputError `encoding_invalid` where the content is not of the form it is said to have.
 */
export function convert(content: Bytes, from: Form, to: Form): Bytes {
  const isPacked = from === 'base64' || from === 'hex'
  const bytes = isPacked ? unpack(content, from) : content
  if (to === 'base64' || to === 'hex') return pack(bytes, to)
  return isPacked || from === 'bytes' || to === 'bytes' || from === to ? bytes : recode(bytes, from, to)
}

/** Units that make whole bytes: 4 characters of base64, 2 of hex. */
async function* unpack(content: Bytes, form: 'base64' | 'hex'): AsyncGenerator<Uint8Array> {
  const unit = form === 'base64' ? 4 : 2
  let rest = ''
  let isOver = false
  for await (const part of content) {
    const text = rest + Buffer.from(part).toString('latin1').replaceAll(/\s/g, '')
    const whole = text.length - (text.length % unit)
    rest = text.slice(whole)
    if (whole === 0) continue
    // Padding ends base64; bytes that came after it would not fit together.
    if (isOver) throw notInForm(`${form} goes on after its end`)
    isOver = text.includes('=')
    yield encodeText(text.slice(0, whole), form)
  }
  if (rest !== '') yield encodeText(rest, form)
}

/** Three bytes make four characters of base64, so parts are cut there. */
async function* pack(content: Bytes, form: 'base64' | 'hex'): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0)
  for await (const part of content) {
    const bytes = Buffer.concat([rest, part])
    const whole = bytes.byteLength - (bytes.byteLength % 3)
    rest = bytes.subarray(whole)
    yield Buffer.from(bytes.toString(form, 0, whole))
  }
  if (rest.byteLength > 0) yield Buffer.from(rest.toString(form))
}

async function* recode(content: Bytes, from: Charset, to: Charset): AsyncGenerator<Uint8Array> {
  const decoder = createTextDecoder(from)
  let isFirst = true
  const encode = (text: string): Buffer => {
    const bytes = encodeText(text, to)
    // The byte order mark stands once.
    const own = to === 'utf-16' && !isFirst ? bytes.subarray(2) : bytes
    isFirst = false
    return own
  }
  for await (const part of content) {
    const text = decoder.decode(part)
    if (text !== '') yield encode(text)
  }
  const last = decoder.end()
  if (last !== '') yield encode(last)
}
