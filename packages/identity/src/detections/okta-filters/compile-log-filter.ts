import { allOf, anyOf, not, type EventTest } from '../events/event-test.ts'
import { compareField, fieldIsPresent, operators, type Operator } from './compare.ts'
import { LogFilterError } from './filter-error.ts'
import { tokenize, type Token } from './token.ts'

const deepest = 100

/**
 * Compiles a filter of Okta's System Log: `eventType eq "…" and (… or not …)`. Fields may name the elements of a list by
 * number, and `in ["…", "…"]` compares with several texts. Source: Okta's System Log API, Filtering results.
 * Throws LogFilterError.
 */
export function compileLogFilter(source: string): EventTest {
  const tokens = tokenize(source)
  let at = 0
  let depth = 0

  const current = (): Token => tokens[at] ?? { kind: 'end', value: '', position: source.length }
  const is = (kind: Token['kind'], value: string): boolean =>
    current().kind === kind && current().value.toLowerCase() === value
  const takes = (kind: Token['kind'], value: string): boolean => {
    if (!is(kind, value)) return false
    at += 1
    return true
  }

  function either(): EventTest {
    const parts = [both()]
    while (takes('word', 'or')) parts.push(both())
    return anyOf(parts)
  }

  function both(): EventTest {
    const parts = [operand()]
    while (takes('word', 'and')) parts.push(operand())
    return allOf(parts)
  }

  function operand(): EventTest {
    depth += 1
    if (depth > deepest) throw error(`it nests deeper than ${String(deepest)}.`)
    const test = takes('word', 'not') ? not(operand()) : takes('symbol', '(') ? group() : comparison()
    depth -= 1
    return test
  }

  function group(): EventTest {
    const inner = either()
    if (!takes('symbol', ')')) throw expected('")"')
    return inner
  }

  function comparison(): EventTest {
    const field = current()
    if (field.kind !== 'word') throw expected('a field such as outcome.result')
    at += 1
    const operator = current()
    if (operator.kind !== 'word') throw expected(`one of ${operators.join(', ')}, pr or in`)
    at += 1
    const name = operator.value.toLowerCase()
    if (name === 'pr') return fieldIsPresent(field.value)
    if (name === 'in') return compareField(field.value, 'eq', list())
    if (isOperator(name)) return compareField(field.value, name, [text()])
    throw new LogFilterError(
      operator.position,
      `"${operator.value}" is no comparison; write one of ${operators.join(', ')}, pr or in.`,
    )
  }

  function list(): string[] {
    if (!takes('symbol', '[')) throw expected('"["')
    const texts = [text()]
    while (takes('symbol', ',')) texts.push(text())
    if (!takes('symbol', ']')) throw expected('"," or "]"')
    return texts
  }

  /** A text; numbers, true, false and null also stand without quotes. */
  function text(): string {
    const { kind, value } = current()
    if (kind !== 'text' && !(kind === 'word' && /^(true|false|null|-?\d+(\.\d+)?)$/i.test(value))) {
      throw expected('a text in double quotes')
    }
    at += 1
    return value
  }

  function expected(what: string): LogFilterError {
    const { kind, value } = current()
    return error(`${kind === 'end' ? 'it ends' : `"${value}" stands`} where ${what} was expected.`)
  }

  function error(message: string): LogFilterError {
    return new LogFilterError(current().position, message)
  }

  const test = either()
  if (current().kind !== 'end') throw expected('"and", "or" or the end')
  return test
}

function isOperator(name: string): name is Operator {
  return operators.some((operator) => operator === name)
}
