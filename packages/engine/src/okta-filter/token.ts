import { OktaFilterError } from './filter-error.ts'
import { explainSymbol } from './hints.ts'

/** Okta states no limit; what people write stays below a few hundred characters. */
const longestFilter = 10_000

export interface Token {
  kind: 'name' | 'text' | 'number' | 'symbol' | 'end'
  /** The text as it stands; of a `text`, what is between the quotes. */
  value: string
  /** Where it starts, and where the next thing may. */
  at: number
  end: number
}

const symbols = ['&&', '||', '!=', '.?[', '.', '(', ')', ']', '>']

/** Cuts a filter into tokens. Throws OktaFilterError. Reads each character once, so the time grows with the length only. */
export function tokenize(text: string): Token[] {
  if (text.length > longestFilter) {
    throw new OktaFilterError(
      longestFilter,
      `it has ${text.length.toLocaleString('en')} characters, and at most ${longestFilter.toLocaleString('en')} are read. Split it over several flows, or test less.`,
    )
  }
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    if (isBlank(character)) {
      at += 1
      continue
    }
    const token = readToken(text, at)
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: 'end', value: '', at: text.length, end: text.length })
  return tokens
}

function readToken(text: string, at: number): Token {
  const character = text.charAt(at)
  if (character === "'") return readText(text, at)
  if (isNameStart(character)) return { kind: 'name', ...take(text, at, isNamePart) }
  if (isDigit(character)) return { kind: 'number', ...take(text, at, isDigit) }
  const hint = explainSymbol(text, at)
  if (hint !== undefined) throw new OktaFilterError(at, hint)
  const symbol = symbols.find((candidate) => text.startsWith(candidate, at))
  if (symbol !== undefined) return { kind: 'symbol', value: symbol, at, end: at + symbol.length }
  throw new OktaFilterError(at, `"${character}" has no meaning here.`)
}

/** In quotes a quote is written twice, as Spring's expression language has it. */
function readText(text: string, at: number): Token {
  const parts: string[] = []
  let from = at + 1
  for (;;) {
    const quote = text.indexOf("'", from)
    if (quote === -1) {
      throw new OktaFilterError(at, "the text that begins here has no end. Close it with a single quote (').")
    }
    parts.push(text.slice(from, quote))
    if (text.charAt(quote + 1) !== "'") return { kind: 'text', value: parts.join("'"), at, end: quote + 1 }
    from = quote + 2
  }
}

function take(text: string, at: number, belongs: (character: string) => boolean): Omit<Token, 'kind'> {
  let end = at + 1
  while (end < text.length && belongs(text.charAt(end))) end += 1
  return { value: text.slice(at, end), at, end }
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r'
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}

function isNameStart(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character === '_'
}

function isNamePart(character: string): boolean {
  return isNameStart(character) || isDigit(character)
}
