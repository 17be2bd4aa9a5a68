import { addDecimals, InputError, multiplyDecimals, subtractDecimals } from '@keyway/sdk'

const longest = 2000

/** One number, operator or parenthesis, after blanks. */
const token = /\s*(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|[-+*/^()])/iy

/**
 * The value of a formula with numbers, + - * / ^ and parentheses. A sign belongs to its number before ^ does, as in
 * spreadsheets: a value of -3 that was filled into `x^2` gives 9. Throws InputError `formula_invalid`, and
 * `division_by_zero`.
 */
export function evaluateFormula(formula: string): number {
  const rest = { tokens: tokenize(formula), at: 0, formula }
  const value = readSum(rest)
  if (rest.at < rest.tokens.length) throw invalid(rest)
  return value
}

interface Rest {
  tokens: readonly string[]
  at: number
  formula: string
}

function tokenize(formula: string): string[] {
  const text = formula.trim()
  if (text.length > longest) {
    throw new InputError(
      `The formula has ${String(text.length)} characters; shorten it to ${String(longest)}.`,
      {
        code: 'formula_invalid',
      },
    )
  }
  const tokens: string[] = []
  let end = 0
  while (end < text.length) {
    token.lastIndex = end
    const found = token.exec(text)?.[1]
    if (found === undefined) throw invalid({ tokens: [text.slice(end).trim()], at: 0, formula })
    tokens.push(found)
    end = token.lastIndex
  }
  return tokens
}

function readSum(rest: Rest): number {
  let sum = readProduct(rest)
  for (;;) {
    if (take(rest, '+')) sum = addDecimals(sum, readProduct(rest))
    else if (take(rest, '-')) sum = subtractDecimals(sum, readProduct(rest))
    else return sum
  }
}

function readProduct(rest: Rest): number {
  let product = readPower(rest)
  for (;;) {
    if (take(rest, '*')) product = finite(multiplyDecimals(product, readPower(rest)))
    else if (take(rest, '/')) product = divide(product, readPower(rest))
    else return product
  }
}

function readPower(rest: Rest): number {
  const base = readSigned(rest)
  return take(rest, '^') ? finite(base ** readPower(rest)) : base
}

function readSigned(rest: Rest): number {
  if (take(rest, '-')) return 0 - readSigned(rest)
  if (take(rest, '+')) return readSigned(rest)
  if (take(rest, '(')) {
    const value = readSum(rest)
    if (!take(rest, ')')) throw invalid(rest)
    return value
  }
  const number = Number(rest.tokens[rest.at])
  if (Number.isNaN(number)) throw invalid(rest)
  rest.at += 1
  return finite(number)
}

function take(rest: Rest, expected: string): boolean {
  if (rest.tokens[rest.at] !== expected) return false
  rest.at += 1
  return true
}

function divide(dividend: number, divisor: number): number {
  if (divisor === 0) throw new InputError('The formula divides by 0.', { code: 'division_by_zero' })
  return finite(dividend / divisor)
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value
  throw new InputError(
    'The formula has no result that is a number; it is too large, or a root of a negative one.',
    {
      code: 'formula_invalid',
    },
  )
}

function invalid({ tokens, at, formula }: Rest): InputError {
  const found = tokens[at]
  const where = found === undefined ? 'Its end came too early' : `Found "${found.slice(0, 40)}"`
  return new InputError(
    `${where} in the formula "${formula.slice(0, 80)}"; expected numbers, + - * / ^ and parentheses.`,
    { code: 'formula_invalid' },
  )
}
