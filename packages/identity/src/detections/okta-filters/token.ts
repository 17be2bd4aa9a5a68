import { LogFilterError } from './filter-error.ts'

export interface Token {
  kind: 'word' | 'text' | 'symbol' | 'end'
  /** As it means: a text without its quotes and escapes. */
  value: string
  position: number
}

const longest = 20_000

/** Splits a filter into words, texts in double quotes, and parentheses, brackets and commas. Throws LogFilterError. */
export function tokenize(source: string): Token[] {
  if (source.length > longest) {
    throw new LogFilterError(
      longest,
      `it has ${String(source.length)} characters; ${String(longest)} are the most.`,
    )
  }
  const tokens: Token[] = []
  let position = 0
  while (position < source.length) {
    const character = source.charAt(position)
    if (/\s/.test(character)) position += 1
    else if ('()[],'.includes(character)) {
      tokens.push({ kind: 'symbol', value: character, position })
      position += 1
    } else if (character === '"') {
      const { value, end } = readText(source, position)
      tokens.push({ kind: 'text', value, position })
      position = end
    } else {
      const [word = ''] = /^[^\s()[\],"]+/.exec(source.slice(position)) ?? []
      tokens.push({ kind: 'word', value: word, position })
      position += word.length
    }
  }
  return [...tokens, { kind: 'end', value: '', position }]
}

function readText(source: string, start: number): { value: string; end: number } {
  let value = ''
  for (let at = start + 1; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (character === '"') return { value, end: at + 1 }
    if (character === '\\' && at + 1 < source.length) at += 1
    value += source.charAt(at)
  }
  throw new LogFilterError(start, 'the text that begins here never ends; close it with a double quote.')
}
