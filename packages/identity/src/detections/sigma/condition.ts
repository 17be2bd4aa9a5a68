import { allOf, anyOf, not, type EventTest } from '../events/event-test.ts'
import { SigmaError } from './sigma-error.ts'

const longest = 10_000
const deepest = 100

/**
 * Compiles the condition of a rule over its compiled selections. Binding, from weakest: `or`, `and`, `not`, `1 of` and
 * `all of`, parentheses. Source: Sigma rules specification 2.0, Condition. Throws SigmaError.
 */
export function compileCondition(source: string, selections: ReadonlyMap<string, EventTest>): EventTest {
  if (source.length > longest) {
    throw new SigmaError(
      `The condition has ${String(source.length)} characters; ${String(longest)} are the most.`,
    )
  }
  return parse(tokensOf(source), selections)
}

function tokensOf(source: string): string[] {
  if (source.includes('|')) {
    throw new SigmaError(
      'The condition aggregates with "|", which Sigma 2 has no more; write a correlation document instead.',
    )
  }
  return source.match(/[()]|[^\s()]+/g) ?? []
}

function parse(tokens: readonly string[], selections: ReadonlyMap<string, EventTest>): EventTest {
  let at = 0
  let depth = 0

  const peek = (): string | undefined => tokens[at]?.toLowerCase()
  const takes = (word: string): boolean => {
    if (peek() !== word) return false
    at += 1
    return true
  }

  function either(): EventTest {
    const parts = [both()]
    while (takes('or')) parts.push(both())
    return anyOf(parts)
  }

  function both(): EventTest {
    const parts = [negation()]
    while (takes('and')) parts.push(negation())
    return allOf(parts)
  }

  function negation(): EventTest {
    let negated = false
    while (takes('not')) negated = !negated
    return negated ? not(operand()) : operand()
  }

  function operand(): EventTest {
    if (takes('(')) {
      depth += 1
      if (depth > deepest)
        throw new SigmaError(`The condition nests more than ${String(deepest)} parentheses.`)
      const inner = either()
      if (!takes(')')) throw expected('")"')
      depth -= 1
      return inner
    }
    const token = tokens[at]
    if (token === undefined || token === ')' || isOperator(token)) throw expected('the name of a selection')
    at += 1
    if (!takes('of')) return find(token)
    return quantified(token.toLowerCase())
  }

  function quantified(quantifier: string): EventTest {
    const pattern = tokens[at]
    if (pattern === undefined || pattern === '(' || pattern === ')')
      throw expected('"them" or a pattern of names')
    at += 1
    const chosen = [...selections].filter(([name]) => isChosen(name, pattern)).map(([, test]) => test)
    if (chosen.length === 0)
      throw new SigmaError(`No selection is called like "${pattern}" of the condition.`)
    if (quantifier === 'all') return allOf(chosen)
    if (quantifier === '1' || quantifier === 'any') return anyOf(chosen)
    throw new SigmaError(`The condition says "${quantifier} of"; write "1 of" or "all of".`)
  }

  function find(name: string): EventTest {
    const selection = selections.get(name)
    if (selection !== undefined) return selection
    throw new SigmaError(
      `The condition names "${name}", which the rule does not define; it has ${[...selections.keys()].join(', ')}.`,
    )
  }

  function expected(what: string): SigmaError {
    const found = tokens[at] === undefined ? 'its end' : `"${String(tokens[at])}"`
    return new SigmaError(`The condition has ${found} where ${what} was expected.`)
  }

  const condition = either()
  if (at < tokens.length) throw expected('"and", "or" or the end')
  return condition
}

function isOperator(token: string): boolean {
  return ['and', 'or', 'not'].includes(token.toLowerCase())
}

/** `them` leaves out names that begin with an underscore, by convention. */
function isChosen(name: string, pattern: string): boolean {
  if (pattern.toLowerCase() === 'them') return !name.startsWith('_')
  const [head = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return name === head
  let at = head.length
  if (!name.startsWith(head)) return false
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}
