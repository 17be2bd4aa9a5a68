import { toText, type Json } from '@keyway/sdk'

/** Lines of a CSV file by RFC 4180: CRLF after each, quotes where the value needs them, null as nothing. */
export function toCsv(lines: readonly (readonly Json[])[], delimiter: string): string {
  const field = (value: Json): string => {
    const text = toText(value)
    const needsQuotes = text.includes(delimiter) || /["\r\n]/.test(text)
    return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text
  }
  return lines.map((line) => `${line.map(field).join(delimiter)}\r\n`).join('')
}
