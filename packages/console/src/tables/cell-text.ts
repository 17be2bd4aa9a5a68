/** A cell as text to edit; the server converts it back to the type of its column. */
export function toCellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Texts as values to send: an empty one is an empty cell. */
export function toCellValues(texts: Readonly<Record<string, string>>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text === '' ? null : text]))
}
