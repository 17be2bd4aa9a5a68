export type Cell = string | number | null

/** Rows as aligned columns; numbers stand right. `null` is shown as a dash. */
export function formatTable(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))))
  const widths = headers.map((header, column) =>
    Math.max(header.length, ...texts.map((row) => row[column]?.length ?? 0)),
  )
  const isNumeric = headers.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  )
  const align = (text: string, column: number): string => {
    const width = widths[column] ?? 0
    return isNumeric[column] === true ? text.padStart(width) : text.padEnd(width)
  }
  return [headers, ...texts].map((row) => row.map(align).join('  ').trimEnd()).join('\n')
}
