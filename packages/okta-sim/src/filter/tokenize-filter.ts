import type { Literal } from './filter.ts'
import { FilterError } from './filter.ts'

export type Token =
  | { kind: 'open' | 'close'; at: number }
  | { kind: 'word'; text: string; at: number }
  | { kind: 'literal'; value: Literal; at: number }

// One alternative per token; sticky, so that nothing between two tokens is skipped unseen.
const tokenPattern =
  /\s*(?:(?<open>\()|(?<close>\))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?)(?![\w.])|(?<word>[A-Za-z_][\w.:-]*))/y

/** Splits an expression into tokens; throws a FilterError at the first character that starts none. */
export function tokenizeFilter(text: string): Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < end) {
    const at = tokenPattern.lastIndex
    const groups = tokenPattern.exec(text)?.groups
    if (groups === undefined) {
      throw new FilterError(`Unexpected text at position ${at}: ${text.slice(at, at + 20).trim()}`)
    }
    tokens.push(toToken(groups, at))
  }
  return tokens
}

function toToken(groups: Record<string, string | undefined>, at: number): Token {
  if (groups['open'] !== undefined) return { kind: 'open', at }
  if (groups['close'] !== undefined) return { kind: 'close', at }
  if (groups['string'] !== undefined) return { kind: 'literal', value: parseString(groups['string'], at), at }
  if (groups['number'] !== undefined) return { kind: 'literal', value: Number(groups['number']), at }
  return { kind: 'word', text: groups['word'] ?? '', at }
}

function parseString(quoted: string, at: number): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    throw new FilterError(`The string at position ${at} has an escape that JSON does not know: ${quoted}`)
  }
}
