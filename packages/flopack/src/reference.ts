import { formatReference } from '@keyway/engine'

/** A step down into a value; `{ key, value }` picks the list item whose `key` has that text. */
export type PathPart = string | number | { key: string; value: string }
export type Path = readonly PathPart[]

/** Writes a reference as flow documents hold it. */
export function formatPath(path: Path): string {
  return path
    .map((part, position) => {
      if (typeof part === 'object') return `[${part.key}=${part.value}]`
      return position === 0 ? formatReference([part]) : formatReference(['', part])
    })
    .join('')
}

/** A reference for use inside a template, where two closing braces would end it. */
export function formatPlaceholder(path: Path): string {
  // Braces occur only inside quoted keys, and those take JSON escapes.
  return `{{ ${formatPath(path).replaceAll('}', '\\u007d')} }}`
}
