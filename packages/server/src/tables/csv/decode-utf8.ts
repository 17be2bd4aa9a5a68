import { InputError } from '@keyway/sdk'

/** Text of bytes that come in parts. Throws InputError `csv_invalid` for what is no UTF-8. */
export async function* decodeUtf8(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const part of parts) yield decoder.decode(part, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new InputError('The file is not UTF-8 text. Save it as CSV with the encoding UTF-8.', {
      code: 'csv_invalid',
      cause: error,
    })
  }
}
