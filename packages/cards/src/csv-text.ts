import { InputError, toText, type Json } from '@keyway/sdk'

/** The lines of a CSV text by RFC 4180; also with bare line feeds. Throws InputError `csv_invalid` that names the line. */
export function parseCsv(text: string, delimiter: string): string[][] {
  const reader = { text: text.startsWith('\ufeff') ? text.slice(1) : text, at: 0, line: 1, delimiter }
  const lines: string[][] = []
  while (reader.at < reader.text.length) lines.push(readLine(reader))
  return lines
}

interface Reader {
  text: string
  at: number
  line: number
  delimiter: string
}

function readLine(reader: Reader): string[] {
  const fields: string[] = []
  for (;;) {
    fields.push(reader.text[reader.at] === '"' ? readQuoted(reader) : readPlain(reader))
    if (reader.text[reader.at] !== reader.delimiter) break
    reader.at += 1
  }
  skipLineEnd(reader)
  return fields
}

function readPlain(reader: Reader): string {
  const { text, delimiter } = reader
  const start = reader.at
  while (reader.at < text.length) {
    const sign = text[reader.at]
    if (sign === delimiter || sign === '\n' || sign === '\r') break
    if (sign === '"') throw invalid(reader, 'a quote inside of a field that does not begin with one')
    reader.at += 1
  }
  return text.slice(start, reader.at)
}

function readQuoted(reader: Reader): string {
  const { text, delimiter } = reader
  const opened = reader.line
  const parts: string[] = []
  for (let start = reader.at + 1; ; start = reader.at + 1) {
    const end = text.indexOf('"', start)
    if (end === -1) throw invalid({ ...reader, line: opened }, 'a quote that is never closed')
    parts.push(text.slice(start, end))
    reader.line += countLineFeeds(text, start, end)
    reader.at = end + 1
    if (text[reader.at] !== '"') break
    parts.push('"')
  }
  const next = text[reader.at]
  if (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r') {
    throw invalid(reader, `"${next}" after a closing quote`)
  }
  return parts.join('')
}

function skipLineEnd(reader: Reader): void {
  if (reader.text[reader.at] === '\r') reader.at += 1
  if (reader.text[reader.at] === '\n') reader.at += 1
  reader.line += 1
}

function countLineFeeds(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

function invalid({ line }: Reader, found: string): InputError {
  return new InputError(
    `Found ${found} in line ${String(line)} of the CSV text; expected fields as in RFC 4180, quotes doubled within quotes.`,
    { code: 'csv_invalid' },
  )
}

/** Lines by RFC 4180: CRLF after each, quotes where a value needs them, null as nothing. */
export function writeCsv(lines: readonly (readonly Json[])[], delimiter: string): string {
  const field = (value: Json): string => {
    const text = toText(value)
    return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return lines.map((line) => `${line.map(field).join(delimiter)}\r\n`).join('')
}
