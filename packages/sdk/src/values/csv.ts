import type { Json } from '../json.ts'
import { toText } from './coerce.ts'

export interface CsvFormat {
  delimiter: string
  /**
   * Puts an apostrophe before values that begin as a formula does (= + - @, tab or line end), so that a spreadsheet shows
   * them instead of computing them. What is read back then has it too.
   */
  guardFormulas: boolean
}

/** A line of a CSV file by RFC 4180: CRLF after it, quotes where a value needs them, null as nothing. */
export function toCsvLine(values: readonly Json[], { delimiter, guardFormulas }: CsvFormat): string {
  const fields = values.map((value) => {
    const plain = toText(value)
    // Numbers are no danger, and -1 is to stay a number.
    const text =
      guardFormulas && typeof value === 'string' && /^[=+\-@\t\r\n]/.test(plain) ? `'${plain}` : plain
    const needsQuotes = text.includes(delimiter) || /["\r\n]/.test(text)
    return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text
  })
  // A line with one empty field would be no line at all.
  return fields.length === 1 && fields[0] === '' ? '""\r\n' : `${fields.join(delimiter)}\r\n`
}
