import { InputError } from '@keyway/sdk'

/** A record of a CSV file, and the line of the file on which it begins (1 is the first). */
export interface CsvRecord {
  line: number
  fields: string[]
}

/** What one record may take; a quote that is never closed would otherwise gather the whole file. */
const mostCharacters = 1024 * 1024

/**
 * Records of a CSV file by RFC 4180, as its text comes in. Lines may end with CRLF, LF or CR; a byte order mark is
 * dropped; lines with nothing on them are passed over.
 *
 * @throws {InputError} `csv_invalid` with the line, for a quote that is never closed or stands within a field.
 */
export async function* readCsv(
  chunks: AsyncIterable<string> | Iterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRecord> {
  let line = 1
  let start = 1
  let fields: string[] = []
  let field = ''
  let size = 0
  /** Outside: plain text. Quoted: within quotes. Closed: after the quote that may end a field, or be the first of two. */
  let state: 'start' | 'outside' | 'quoted' | 'closed' = 'start'
  let afterReturn = false
  let isFirst = true

  const endRecord = (): CsvRecord | undefined => {
    const record = { line: start, fields: [...fields, field] }
    const isEmpty = fields.length === 0 && field === '' && state === 'start'
    fields = []
    field = ''
    size = 0
    state = 'start'
    return isEmpty ? undefined : record
  }

  for await (const chunk of chunks) {
    const text = isFirst && chunk.startsWith('\uFEFF') ? chunk.slice(1) : chunk
    if (chunk !== '') isFirst = false
    for (let index = 0; index < text.length; index++) {
      const character = text.charAt(index)
      const isPair = afterReturn && character === '\n'
      afterReturn = character === '\r'
      if (state === 'quoted') {
        if (character === '"') state = 'closed'
        else {
          // Everything up to the next quote belongs to the field; most of it at once.
          const end = nextQuote(text, index)
          const part = text.slice(index, end)
          field += part
          size += part.length
          line += countLines(part, isPair)
          afterReturn = part.endsWith('\r')
          index = end - 1
          if (size > mostCharacters) throw tooLong(start)
        }
        continue
      }
      if (isPair) continue
      if (character === '\r' || character === '\n') {
        const record = endRecord()
        line++
        start = line
        if (record !== undefined) yield record
      } else if (character === delimiter) {
        fields.push(field)
        field = ''
        state = 'start'
        // A record has begun, even if its first field is empty.
        size++
        if (fields.length > mostCharacters / 8) throw tooLong(start)
      } else if (character === '"') {
        if (state === 'start') state = 'quoted'
        else if (state === 'closed') {
          field += '"'
          state = 'quoted'
        } else throw invalid(line, 'a quote stands in a field that does not begin with one')
      } else {
        if (state === 'closed') throw invalid(line, `"${character}" follows the quote that ends a field`)
        const end = endOfPlain(text, index, delimiter)
        field += text.slice(index, end)
        size += end - index
        index = end - 1
        state = 'outside'
        if (size > mostCharacters) throw tooLong(start)
      }
    }
  }
  if (state === 'quoted') throw invalid(start, 'a quote is opened and never closed')
  const record = endRecord()
  if (record !== undefined && (record.fields.length > 1 || record.fields[0] !== '')) yield record
}

function nextQuote(text: string, from: number): number {
  const found = text.indexOf('"', from)
  return found === -1 ? text.length : found
}

function endOfPlain(text: string, from: number, delimiter: string): number {
  let end = from
  while (end < text.length) {
    const character = text.charAt(end)
    if (character === delimiter || character === '"' || character === '\r' || character === '\n') break
    end++
  }
  return end
}

/** Line ends in a part of a quoted field. `continuesPair`: its first character ends a pair that was counted. */
function countLines(part: string, continuesPair: boolean): number {
  const lines = part.match(/\r\n|\r|\n/g)?.length ?? 0
  return continuesPair ? lines - 1 : lines
}

function invalid(line: number, found: string): InputError {
  return new InputError(
    `Line ${line}: ${found}. A field with quotes, delimiters or line ends stands in quotes, and its quotes are doubled (RFC 4180).`,
    { code: 'csv_invalid', details: { line } },
  )
}

function tooLong(line: number): InputError {
  return new InputError(
    `Line ${line}: the record has more than ${mostCharacters.toLocaleString('en')} characters. Is a quote not closed?`,
    { code: 'csv_invalid', details: { line } },
  )
}
