import {
  addDecimals,
  InputError,
  multiplyDecimals,
  powerDecimals,
  remainderDecimals,
  subtractDecimals,
} from '@keyway/sdk'
import { constants, factorialOf, findFunction } from './formula-functions.ts'

const longest = 2000
/** Parentheses within parentheses; the reader calls itself for each. */
const deepest = 200
/** One number, name, operator or parenthesis, after blanks. */
const token = /\s*(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|[a-z][a-z0-9]*|[-+*/%^!,()])/iy

/**
 * The value of a formula with numbers, + - * / % ^ !, parentheses, the constants pi and e, and the functions of
 * `formula-functions.ts`; # begins a comment to the end of its line. A sign belongs to its number before ^ does, as in
 * spreadsheets: a value of -3 that was filled into `x^2` gives 9. Throws InputError `formula_invalid`, and
 * `division_by_zero`.
 */
export function evaluateFormula(formula: string, random: () => number): number {
  const rest = { tokens: tokenize(formula), at: 0, formula, random, depth: 0 }
  const value = readSum(rest)
  if (rest.at < rest.tokens.length) throw invalid(rest)
  return value
}

interface Rest {
  tokens: readonly string[]
  at: number
  formula: string
  random: () => number
  depth: number
}

function tokenize(formula: string): string[] {
  const text = formula.replace(/#[^\n]*/g, '').trim()
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
    tokens.push(found.toLowerCase())
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
    else if (take(rest, '/')) product = finite(product / divisor(readPower(rest)))
    else if (take(rest, '%')) product = remainderDecimals(product, divisor(readPower(rest)))
    else return product
  }
}

function readPower(rest: Rest): number {
  const base = readFactorial(rest)
  return take(rest, '^') ? finite(powerDecimals(base, readPower(rest))) : base
}

function readFactorial(rest: Rest): number {
  let value = readSigned(rest)
  while (take(rest, '!')) value = finite(factorialOf(value))
  return value
}

function readSigned(rest: Rest): number {
  if (take(rest, '-')) return 0 - readSigned(rest)
  if (take(rest, '+')) return readSigned(rest)
  if (take(rest, '(')) {
    const value = readNested(rest)
    if (!take(rest, ')')) throw invalid(rest)
    return value
  }
  const text = rest.tokens[rest.at] ?? ''
  if (/^[a-z]/.test(text)) return readNamed(rest, text)
  const number = text === '' ? Number.NaN : Number(text)
  if (Number.isNaN(number)) throw invalid(rest)
  rest.at += 1
  return finite(number)
}

function readNested(rest: Rest): number {
  if (rest.depth === deepest) {
    throw new InputError(
      `The formula has parentheses ${String(deepest)} levels deep; split it into several formulas.`,
      { code: 'formula_invalid' },
    )
  }
  rest.depth += 1
  const value = readSum(rest)
  rest.depth -= 1
  return value
}

function readNamed(rest: Rest, name: string): number {
  const called = findFunction(name)
  if (called === undefined) {
    const constant = Object.hasOwn(constants, name) ? constants[name] : undefined
    if (constant === undefined) throw invalid(rest)
    rest.at += 1
    return constant
  }
  rest.at += 1
  const args = readArguments(rest)
  const [fewest, most] = called.takes
  if (args.length >= fewest && args.length <= most) return finite(called.compute(args, rest.random))
  throw new InputError(
    `Found ${String(args.length)} values for "${name}" in the formula "${rest.formula.slice(0, 80)}"; expected ` +
      `${fewest === most ? String(fewest) : `${String(fewest)} to ${String(most)}`}.`,
    { code: 'formula_invalid' },
  )
}

function readArguments(rest: Rest): number[] {
  if (!take(rest, '(')) throw invalid(rest)
  if (take(rest, ')')) return []
  const args = [readNested(rest)]
  while (take(rest, ',')) args.push(readNested(rest))
  if (!take(rest, ')')) throw invalid(rest)
  return args
}

function take(rest: Rest, expected: string): boolean {
  if (rest.tokens[rest.at] !== expected) return false
  rest.at += 1
  return true
}

function divisor(value: number): number {
  if (value !== 0) return value
  throw new InputError('The formula divides by 0.', { code: 'division_by_zero' })
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value + 0
  throw new InputError(
    'The formula has no result that is a number; it is too large, or a root of a negative one.',
    {
      code: 'formula_invalid',
    },
  )
}

function invalid({ tokens, at, formula }: Pick<Rest, 'tokens' | 'at' | 'formula'>): InputError {
  const found = tokens[at]
  const where = found === undefined ? 'Its end came too early' : `Found "${found.slice(0, 40)}"`
  return new InputError(
    `${where} in the formula "${formula.slice(0, 80)}"; expected numbers, + - * / % ^ !, parentheses and functions ` +
      'such as round(2.5).',
    { code: 'formula_invalid' },
  )
}
