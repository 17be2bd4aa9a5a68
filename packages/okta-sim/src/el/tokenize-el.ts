import { ElError } from './el.ts'

export type ElToken =
  | { kind: 'symbol'; text: string; at: number }
  | { kind: 'word'; text: string; at: number }
  | { kind: 'text'; value: string; at: number }
  | { kind: 'number'; value: number; at: number }

// Sticky, so that nothing between two tokens is skipped unseen. What the dialects do not know (`++`, `?:`, `#`, `@`,
// `T(…)`, `{…}`, `=`) is no token at all.
const pattern =
  /\s*(?:(?<text>'(?:[^']|'')*'|"[^"]*")|(?<number>\d+(?:\.\d+)?)(?![\w.])|(?<word>[A-Za-z_]\w*)|(?<symbol>\.\?\[|&&|\|\||[=!]=|[<>]=?|[!.,()[\]]))/y

/** Splits an expression into tokens; throws an ElError at the first character that starts none. */
export function tokenizeEl(text: string): ElToken[] {
  const tokens: ElToken[] = []
  const end = text.trimEnd().length
  pattern.lastIndex = 0
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex
    const groups = pattern.exec(text)?.groups
    if (groups === undefined) {
      throw new ElError(`Unexpected text at position ${at}: ${text.slice(at, at + 20).trim()}`)
    }
    tokens.push(toToken(groups, at))
  }
  return tokens
}

function toToken(groups: Record<string, string | undefined>, at: number): ElToken {
  const { text, number, word, symbol = '' } = groups
  if (text !== undefined) return { kind: 'text', value: text.slice(1, -1).replaceAll("''", "'"), at }
  if (number !== undefined) return { kind: 'number', value: Number(number), at }
  if (word !== undefined) return { kind: 'word', text: word, at }
  return { kind: 'symbol', text: symbol, at }
}
