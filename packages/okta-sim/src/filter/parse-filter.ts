import type { Filter, Literal, Operator } from './filter.ts'
import { FilterError } from './filter.ts'
import type { Token } from './tokenize-filter.ts'
import { tokenizeFilter } from './tokenize-filter.ts'

const operators = new Set<string>(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sw', 'co', 'ew', 'pr'])
const maxDepth = 50

type Reader = { tokens: Token[]; position: number; depth: number }

/**
 * Parses a SCIM-style expression: `attr op literal`, `attr pr`, `and`, `or`, `not ( … )`, parentheses.
 * `and` binds tighter than `or`. Operators and keywords ignore case, attribute names do not.
 * @throws FilterError when the text does not parse
 */
export function parseFilter(text: string): Filter {
  const reader: Reader = { tokens: tokenizeFilter(text), position: 0, depth: 0 }
  const filter = parseOr(reader)
  const rest = reader.tokens[reader.position]
  if (rest !== undefined) throw new FilterError(`Expected the end of the expression at position ${rest.at}`)
  return filter
}

function parseOr(reader: Reader): Filter {
  let left = parseAnd(reader)
  while (takeWord(reader, 'or')) left = { kind: 'or', left, right: parseAnd(reader) }
  return left
}

function parseAnd(reader: Reader): Filter {
  let left = parseFactor(reader)
  while (takeWord(reader, 'and')) left = { kind: 'and', left, right: parseFactor(reader) }
  return left
}

function parseFactor(reader: Reader): Filter {
  if (peek(reader)?.kind === 'open') return parseGroup(reader)
  const next = reader.tokens[reader.position + 1]
  if (next?.kind === 'open' && takeWord(reader, 'not')) return { kind: 'not', operand: parseGroup(reader) }
  return parseComparison(reader)
}

function parseGroup(reader: Reader): Filter {
  reader.depth += 1
  if (reader.depth > maxDepth) throw new FilterError(`Parentheses are nested deeper than ${maxDepth} levels`)
  reader.position += 1
  const inner = parseOr(reader)
  if (peek(reader)?.kind !== 'close') throw new FilterError('A parenthesis is not closed')
  reader.position += 1
  reader.depth -= 1
  return inner
}

function parseComparison(reader: Reader): Filter {
  const attribute = take(reader, 'an attribute')
  if (attribute.kind !== 'word') throw new FilterError(`Expected an attribute at position ${attribute.at}`)
  const word = take(reader, 'an operator')
  const operator = word.kind === 'word' ? word.text.toLowerCase() : ''
  if (!isOperator(operator)) {
    throw new FilterError(`Expected one of ${[...operators].join(', ')} at position ${word.at}`)
  }
  if (operator === 'pr') return { kind: 'present', attribute: attribute.text }
  return { kind: 'compare', attribute: attribute.text, operator, value: toLiteral(take(reader, 'a value')) }
}

function toLiteral(token: Token): Literal {
  if (token.kind === 'literal') return token.value
  const word = token.kind === 'word' ? token.text.toLowerCase() : ''
  if (word === 'true' || word === 'false') return word === 'true'
  if (word === 'null') return null
  throw new FilterError(`Expected a quoted string, a number, true or false at position ${token.at}`)
}

function isOperator(text: string): text is Operator {
  return operators.has(text)
}

function peek(reader: Reader): Token | undefined {
  return reader.tokens[reader.position]
}

function take(reader: Reader, expected: string): Token {
  const token = peek(reader)
  if (token === undefined) throw new FilterError(`The expression ends where ${expected} was expected`)
  reader.position += 1
  return token
}

function takeWord(reader: Reader, word: string): boolean {
  const token = peek(reader)
  if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false
  reader.position += 1
  return true
}
