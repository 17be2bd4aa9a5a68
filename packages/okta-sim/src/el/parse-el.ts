import type { Comparison, El } from './el.ts'
import { ElError } from './el.ts'
import type { ElToken } from './tokenize-el.ts'
import { tokenizeEl } from './tokenize-el.ts'

const maxLength = 2048
const maxDepth = 30

const comparisons = new Map<string, Comparison>([
  ...(['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const).map((word) => [word, word] as const),
  ['==', 'eq'],
  ['!=', 'ne'],
  ['>', 'gt'],
  ['>=', 'ge'],
  ['<', 'lt'],
  ['<=', 'le'],
])
const reserved = new Set([
  'and',
  'or',
  'not',
  'instanceof',
  'matches',
  'between',
  'new',
  'div',
  'mod',
  ...comparisons.keys(),
])

type Reader = { tokens: readonly ElToken[]; position: number; depth: number }

/**
 * Parses an expression: names, texts, numbers, `true`, `false`, `null`, members, calls, `list.?[condition]`,
 * comparisons, `!`, `&&`, `||` and their words, parentheses. `and` binds tighter than `or`.
 * @throws ElError when the text does not parse
 */
export function parseEl(text: string): El {
  if (text.length > maxLength) throw new ElError(`The expression is longer than ${maxLength} characters`)
  const reader: Reader = { tokens: tokenizeEl(text), position: 0, depth: 0 }
  const expression = parseOr(reader)
  const rest = peek(reader)
  if (rest !== undefined) throw new ElError(`Expected the end of the expression at position ${rest.at}`)
  return expression
}

function parseOr(reader: Reader): El {
  let left = parseAnd(reader)
  while (takes(reader, '||', 'or')) left = { kind: 'or', left, right: parseAnd(reader) }
  return left
}

function parseAnd(reader: Reader): El {
  let left = parseNot(reader)
  while (takes(reader, '&&', 'and')) left = { kind: 'and', left, right: parseNot(reader) }
  return left
}

function parseNot(reader: Reader): El {
  if (!takes(reader, '!', 'not')) return parseComparison(reader)
  return nested(reader, () => ({ kind: 'not', operand: parseNot(reader) }))
}

function parseComparison(reader: Reader): El {
  const left = parsePostfix(reader)
  const token = peek(reader)
  const text = token?.kind === 'word' || token?.kind === 'symbol' ? token.text.toLowerCase() : ''
  const operator = comparisons.get(text)
  if (operator === undefined) return left
  reader.position += 1
  return { kind: 'compare', operator, left, right: parsePostfix(reader) }
}

function parsePostfix(reader: Reader): El {
  let found = parsePrimary(reader)
  for (;;) {
    if (takes(reader, '.?[')) {
      const list = found
      const condition = nested(reader, () => parseOr(reader))
      expectSymbol(reader, ']')
      found = { kind: 'select', list, condition }
    } else if (takes(reader, '.')) {
      const name = takeName(reader)
      const object = found
      found = takes(reader, '(')
        ? { kind: 'call', object, name, args: parseArguments(reader) }
        : { kind: 'member', object, name }
    } else return found
  }
}

function parsePrimary(reader: Reader): El {
  const token = peek(reader)
  if (token === undefined) throw new ElError('The expression ends where a value was expected')
  if (takes(reader, '(')) {
    const inner = nested(reader, () => parseOr(reader))
    expectSymbol(reader, ')')
    return inner
  }
  if (token.kind === 'text' || token.kind === 'number') {
    reader.position += 1
    return { kind: 'literal', value: token.value }
  }
  const name = takeName(reader)
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' }
  if (name === 'null') return { kind: 'literal', value: null }
  if (!takes(reader, '(')) return { kind: 'name', name }
  return { kind: 'call', object: undefined, name, args: parseArguments(reader) }
}

function parseArguments(reader: Reader): El[] {
  const args: El[] = []
  while (!takes(reader, ')')) {
    if (args.length > 0) expectSymbol(reader, ',')
    args.push(nested(reader, () => parseOr(reader)))
  }
  return args
}

function nested<T>(reader: Reader, parse: () => T): T {
  reader.depth += 1
  if (reader.depth > maxDepth) throw new ElError(`The expression is nested deeper than ${maxDepth} levels`)
  const parsed = parse()
  reader.depth -= 1
  return parsed
}

function peek(reader: Reader): ElToken | undefined {
  return reader.tokens[reader.position]
}

function takes(reader: Reader, symbol: string, word?: string): boolean {
  const token = peek(reader)
  const isSymbol = token?.kind === 'symbol' && token.text === symbol
  const isWord = token?.kind === 'word' && token.text.toLowerCase() === word
  if (isSymbol || isWord) reader.position += 1
  return isSymbol || isWord
}

function expectSymbol(reader: Reader, symbol: string): void {
  if (takes(reader, symbol)) return
  const token = peek(reader)
  throw new ElError(`Expected '${symbol}' at ${token === undefined ? 'the end' : `position ${token.at}`}`)
}

function takeName(reader: Reader): string {
  const token = peek(reader)
  if (token?.kind !== 'word' || reserved.has(token.text.toLowerCase())) {
    throw new ElError(`Expected a name at ${token === undefined ? 'the end' : `position ${token.at}`}`)
  }
  reader.position += 1
  return token.text
}
