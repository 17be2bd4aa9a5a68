import { SigmaError } from './sigma-error.ts'

/** Part of a text with wildcards: text as it stands, one of several characters, one character, or any number of them. */
type Part = { text: string } | { oneOf: string } | 'one' | 'any'

/** A text of a rule, its wildcards understood. */
export type TextPattern = readonly Part[]

/**
 * Reads a text with `*` and `?`. A backslash takes a wildcard's or another backslash's meaning away and stands for itself
 * before anything else. Source: Sigma rules specification 2.0, Escaping.
 */
export function parsePattern(source: string): TextPattern {
  const parts: Part[] = []
  let text = ''
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at)
    const next = source.charAt(at + 1)
    if (character === '\\' && (next === '*' || next === '?' || next === '\\')) {
      text += next
      at += 1
    } else if (character === '*' || character === '?') {
      if (text !== '') parts.push({ text })
      text = ''
      parts.push(character === '*' ? 'any' : 'one')
    } else text += character
  }
  if (text !== '') parts.push({ text })
  return parts
}

/** The text itself. Throws SigmaError where there are wildcards. */
export function plainTextOf(pattern: TextPattern, modifier: string): string {
  return pattern
    .map((part) => {
      if (typeof part === 'object' && 'text' in part) return part.text
      throw new SigmaError(
        `"${modifier}" needs a text without wildcards or choices; escape "*" and "?" with a backslash.`,
      )
    })
    .join('')
}

const dashes = '-/–—―'

/** Each dash of a command line's flag in any of its forms. Source: Sigma modifiers 2.1, `windash`. */
export function withAnyDash(pattern: TextPattern): TextPattern {
  return pattern.flatMap((part) => {
    if (typeof part !== 'object' || !('text' in part)) return [part]
    return part.text
      .split(/((?<![\p{L}\p{N}_])[-/–—―](?=[\p{L}\p{N}_]))/u)
      .filter((piece) => piece !== '')
      .map((piece): Part =>
        piece.length === 1 && dashes.includes(piece) ? { oneOf: dashes } : { text: piece },
      )
  })
}

/** Compiles to a test of whole texts. */
export function compilePattern(
  pattern: TextPattern,
  { cased }: { cased: boolean },
): (text: string) => boolean {
  const fold = cased ? (text: string): string => text : (text: string): string => text.toLowerCase()
  const parts = pattern.map((part) =>
    typeof part === 'object' && 'text' in part ? { text: fold(part.text) } : part,
  )
  const simple = compileSimple(parts)
  if (simple !== undefined) return (text) => simple(fold(text))
  return (text) => matchesParts(parts, fold(text))
}

/** Nearly all texts of rules: equal, contains, starts with, ends with. */
function compileSimple(parts: TextPattern): ((text: string) => boolean) | undefined {
  const [first, second, third] = parts
  if (parts.length === 0) return (text) => text === ''
  if (parts.length === 1 && first === 'any') return () => true
  if (parts.length === 1 && isText(first)) return (text) => text === first.text
  if (parts.length === 2 && first === 'any' && isText(second)) return (text) => text.endsWith(second.text)
  if (parts.length === 2 && isText(first) && second === 'any') return (text) => text.startsWith(first.text)
  if (parts.length === 3 && first === 'any' && isText(second) && third === 'any')
    return (text) => text.includes(second.text)
  return undefined
}

function isText(part: Part | undefined): part is { text: string } {
  return typeof part === 'object' && 'text' in part
}

/** The usual match with one point to come back to, so its cost grows with the product of both lengths at most. */
function matchesParts(parts: TextPattern, text: string): boolean {
  let at = 0
  let part = 0
  let retry: { part: number; at: number } | undefined
  while (part < parts.length || at < text.length) {
    const current = parts[part]
    if (current === 'any') {
      retry = { part: (part += 1), at }
      continue
    }
    const length = current === undefined ? undefined : lengthAt(current, text, at)
    if (length !== undefined) {
      at += length
      part += 1
    } else if (retry !== undefined && retry.at < text.length) {
      retry.at += 1
      at = retry.at
      part = retry.part
    } else return false
  }
  return true
}

/** How many characters a part takes at a place; undefined where it does not fit. */
function lengthAt(part: Exclude<Part, 'any'>, text: string, at: number): number | undefined {
  if (part === 'one') return at < text.length ? 1 : undefined
  if ('text' in part) return text.startsWith(part.text, at) ? part.text.length : undefined
  return at < text.length && part.oneOf.includes(text.charAt(at)) ? 1 : undefined
}
