import { closest } from '../flow/closest.ts'
import type { Expression, Operand } from './expression.ts'
import { filterFields, targetAttributes } from './fields.ts'
import { OktaFilterError } from './filter-error.ts'
import { explainMethod, explainWord } from './hints.ts'
import { tokenize, type Token } from './token.ts'

/** Parentheses and selections inside each other; real filters have two or three levels. */
const deepest = 50

interface Reader {
  text: string
  tokens: readonly Token[]
  next: number
  depth: number
  /** Whether names are attributes of a target. */
  inSelection: boolean
}

/**
 * Reads a filter of Okta's event hooks by recursive descent: `or` binds least, then `and`, then one comparison. It takes
 * what Okta documents, or has in its own samples, and refuses everything else with a hint. Throws OktaFilterError.
 *
 * Source: Okta's guide to filtering event hooks.
 */
export function parseOktaFilter(text: string): Expression {
  const reader: Reader = { text, tokens: tokenize(text), next: 0, depth: 0, inSelection: false }
  if (peek(reader).kind === 'end') throw new OktaFilterError(0, 'it is empty. Write what must hold.')
  const expression = readOr(reader)
  const rest = peek(reader)
  if (rest.kind !== 'end') {
    throw new OktaFilterError(rest.at, explain(rest, 'Join what must hold by "&&" or "||".'))
  }
  return expression
}

function readOr(reader: Reader): Expression {
  return readJoined(reader, 'or', () => readJoined(reader, 'and', () => readComparison(reader)))
}

/** A chain is one node with many parts, so that a long one is not a deep one. */
function readJoined(reader: Reader, kind: 'and' | 'or', read: () => Expression): Expression {
  const parts = [read()]
  while (takesJoin(reader, kind)) parts.push(read())
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : { kind, parts }
}

function takesJoin(reader: Reader, kind: 'and' | 'or'): boolean {
  const { kind: found, value } = peek(reader)
  const isJoin =
    (found === 'symbol' && value === (kind === 'and' ? '&&' : '||')) ||
    (found === 'name' && value.toLowerCase() === kind)
  if (isJoin) reader.next += 1
  return isJoin
}

function readComparison(reader: Reader): Expression {
  const start = peek(reader)
  if (isSymbol(start, '(')) {
    reader.next += 1
    const inner = nested(reader, start.at, () => readOr(reader))
    expectSymbol(reader, ')', 'the parenthesis that opened before.')
    return inner
  }
  const left = readOperand(reader)
  if (left.kind === 'contains') return left
  const operator = readOperator(reader, start, left)
  const at = peek(reader).at
  const right = readOperand(reader)
  if (right.kind === 'contains')
    throw new OktaFilterError(at, '".contains" is true or false; nothing compares with it.')
  checkSides({ operator, left, right }, { at: start.at, operatorAt: operator.at })
  return { kind: 'compare', operator: operator.value, left, right }
}

interface Operator {
  value: 'eq' | 'ne' | 'gt'
  at: number
  /** `!=`, which Okta's samples have before null only. */
  isNotEqualSign: boolean
}

function readOperator(reader: Reader, start: Token, left: Operand): Operator {
  const token = peek(reader)
  reader.next += 1
  const { at } = token
  if (token.kind === 'name' && (token.value === 'eq' || token.value === 'ne')) {
    return { value: token.value, at, isNotEqualSign: false }
  }
  if (isSymbol(token, '!=')) return { value: 'ne', at, isNotEqualSign: true }
  if (isSymbol(token, '>')) return { value: 'gt', at, isNotEqualSign: false }
  if (token.kind === 'name') {
    const meant = explainWord(token.value)
    if (meant !== undefined) throw new OktaFilterError(at, meant)
  }
  const isDone =
    token.kind === 'end' || ['&&', '||', ')', ']'].includes(token.value) || /^(and|or)$/i.test(token.value)
  if (!isDone) throw new OktaFilterError(at, explain(token, 'Expected "eq", "ne", "!= null" or ">".'))
  const what = reader.text.slice(start.at, reader.tokens[reader.next - 2]?.end)
  const isList = left.kind === 'selection' || (left.kind === 'field' && left.type === 'list')
  const hint =
    left.kind === 'size'
      ? 'Write "> 0" behind it.'
      : isList
        ? 'Write ".size() > 0" behind it.'
        : 'Compare it: "eq \'…\'".'
  throw new OktaFilterError(start.at, `"${shorten(what)}" is not true or false. ${hint}`)
}

function checkSides(
  { operator, left, right }: { operator: Operator; left: Operand; right: Operand },
  { at, operatorAt }: { at: number; operatorAt: number },
): void {
  const types = [typeOf(left), typeOf(right)]
  const [one = 'text', other = 'text'] = types
  if (operator.isNotEqualSign && !types.includes('null')) {
    throw new OktaFilterError(operatorAt, '"!=" stands before null only in Okta\'s samples. Write "ne".')
  }
  if (operator.value === 'gt' && !(left.kind === 'size' && other === 'number')) {
    throw new OktaFilterError(operatorAt, '">" stands between .size() and a number only. Write "eq" or "ne".')
  }
  if (left.kind === 'selection' || right.kind === 'selection') {
    throw new OktaFilterError(
      at,
      'A selection is a list, empty where nothing matches. Write ".size() > 0" behind it.',
    )
  }
  if (one === other || types.includes('null')) return
  throw new OktaFilterError(at, `${nameOf(one)} never equals ${nameOf(other)}. Text stands in single quotes.`)
}

function readOperand(reader: Reader): Operand | Extract<Expression, { kind: 'contains' }> {
  const token = peek(reader)
  reader.next += 1
  if (token.kind === 'text') return { kind: 'text', value: token.value }
  if (token.kind === 'number') return { kind: 'number', value: Number(token.value) }
  if (token.kind !== 'name')
    throw new OktaFilterError(token.at, explain(token, 'Expected a field such as event.actor.id, or text.'))
  if (token.value === 'null') return { kind: 'null' }
  return readMethods(reader, reader.inSelection ? readAttribute(token) : readField(reader, token))
}

/** What stands behind a field: a selection, a method, or nothing. */
function readMethods(reader: Reader, field: Operand): Operand | Extract<Expression, { kind: 'contains' }> {
  let operand = field
  for (;;) {
    const token = peek(reader)
    if (isSymbol(token, '.?[')) {
      operand = readSelection(reader, operand)
      continue
    }
    if (!isSymbol(token, '.')) return operand
    reader.next += 1
    const name = peek(reader)
    reader.next += 1
    const isCall = isSymbol(peek(reader), '(')
    if (name.kind !== 'name' || !isCall) throw new OktaFilterError(name.at, explainMember(reader, name))
    reader.next += 1
    if (name.value === 'size') {
      expectSymbol(reader, ')', '.size()')
      if (typeOf(operand) !== 'list')
        throw new OktaFilterError(name.at, 'only targets have a size. Write "event.target.?[ … ].size()".')
      return { kind: 'size', of: operand }
    }
    if (name.value !== 'contains') throw new OktaFilterError(name.at, explainMethod(name.value))
    const text = peek(reader)
    if (text.kind !== 'text')
      throw new OktaFilterError(text.at, ".contains takes text in single quotes: .contains('email').")
    reader.next += 1
    expectSymbol(reader, ')', '.contains(')
    if (typeOf(operand) !== 'text') {
      throw new OktaFilterError(
        name.at,
        'a list of targets is searched by a selection. Write ".?[ … ].size() > 0".',
      )
    }
    return { kind: 'contains', of: operand, text: text.value }
  }
}

function readSelection(reader: Reader, of: Operand): Operand {
  const open = peek(reader)
  if (of.kind === 'selection') {
    throw new OktaFilterError(
      open.at,
      'one selection behind another is not among what Okta documents. Join both by "&&" in one.',
    )
  }
  if (of.kind !== 'field' || of.type !== 'list') {
    throw new OktaFilterError(open.at, 'only event.target is a list to select from.')
  }
  reader.next += 1
  reader.inSelection = true
  const where = nested(reader, open.at, () => readOr(reader))
  reader.inSelection = false
  const close = peek(reader)
  expectSymbol(reader, ']', 'the selection that opened before.')
  return { kind: 'selection', where, source: reader.text.slice(open.end, close.at).trim() }
}

/** A name as long as dots and names go on; a method name ends it. */
function readField(reader: Reader, first: Token): Operand {
  const names = [first.value]
  let end = first.end
  for (;;) {
    const [dot, name, then] = [
      reader.tokens[reader.next],
      reader.tokens[reader.next + 1],
      reader.tokens[reader.next + 2],
    ]
    const goesOn = dot !== undefined && isSymbol(dot, '.') && name?.kind === 'name'
    if (!goesOn || (then !== undefined && isSymbol(then, '('))) break
    names.push(name.value)
    end = name.end
    reader.next += 2
  }
  const written = names.join('.')
  if (written === 'event.target') return { kind: 'field', path: ['target'], type: 'list' }
  const known = filterFields.find(({ name }) => name === written)
  if (known !== undefined) return { kind: 'field', path: known.path, type: 'text' }
  throw new OktaFilterError(first.at, explainField(written, reader.text.slice(first.at, end)))
}

function readAttribute({ value, at }: Token): Operand {
  if (targetAttributes.includes(value)) return { kind: 'attribute', key: value, type: 'text' }
  const word = explainWord(value)
  if (word !== undefined) throw new OktaFilterError(at, word)
  const meant = closest(value, targetAttributes)
  const hint =
    value === 'event'
      ? ' Inside the brackets write the name alone.'
      : meant === undefined
        ? ''
        : ` Did you mean "${meant}"?`
  throw new OktaFilterError(
    at,
    `a target has no "${value}".${hint} Inside the brackets there are ${targetAttributes.join(', ')}.`,
  )
}

function explainField(name: string, written: string): string {
  const word = explainWord(name)
  if (word !== undefined) return word
  if (name.startsWith('event.debugContext.'))
    return 'filters write "event.debugData.changedAttributes", without debugContext.'
  if (name.startsWith('event.target.'))
    return 'a target is chosen by a selection: "event.target.?[displayName eq \'…\'].size() > 0".'
  const names = filterFields.map((field) => field.name)
  const meant = names.find((known) => known === `event.${name}`) ?? closest(name, names)
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
  return `filters cannot read "${shorten(written)}".${hint} They read ${names.join(', ')} and event.target. Other fields are for the comparisons of "when".`
}

function explainMember(reader: Reader, name: Token): string {
  const before = reader.text.slice(0, name.at)
  if (before.endsWith('].')) return 'behind a selection there is ".size() > 0" only.'
  return explain(name, "Behind the dot there is .contains('…') or .size().")
}

/** Goes one level deeper. */
function nested<Result>(reader: Reader, at: number, read: () => Result): Result {
  reader.depth += 1
  if (reader.depth > deepest) throw new OktaFilterError(at, `it is nested deeper than ${deepest} levels.`)
  const result = read()
  reader.depth -= 1
  return result
}

function typeOf(operand: Operand): 'text' | 'number' | 'null' | 'list' {
  switch (operand.kind) {
    case 'text':
    case 'number':
    case 'null':
      return operand.kind
    case 'field':
    case 'attribute':
      return operand.type
    case 'selection':
      return 'list'
    case 'size':
      return 'number'
  }
}

function nameOf(type: 'text' | 'number' | 'null' | 'list'): string {
  return { text: 'text', number: 'a number', null: 'null', list: 'a list' }[type]
}

function expectSymbol(reader: Reader, symbol: string, of: string): void {
  const token = peek(reader)
  if (!isSymbol(token, symbol))
    throw new OktaFilterError(token.at, explain(token, `Expected "${symbol}" to end ${of}`))
  reader.next += 1
}

function explain(token: Token, expected: string): string {
  const word = token.kind === 'name' ? explainWord(token.value) : undefined
  if (word !== undefined) return word
  const found = token.kind === 'end' ? 'it ends here.' : `"${shorten(token.value)}" does not belong here.`
  return `${found} ${expected}`
}

function isSymbol(token: Token, value: string): boolean {
  return token.kind === 'symbol' && token.value === value
}

function peek({ tokens, next, text }: Reader): Token {
  return tokens[next] ?? { kind: 'end', value: '', at: text.length, end: text.length }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}…` : text
}
