import { roundDecimal } from '@keyway/sdk'

/** Functions that formulas may name, as the Formula card of Okta Workflows documents them. */
interface FormulaFunction {
  /** Fewest and most arguments. */
  takes: readonly [number, number]
  compute: (args: readonly number[], random: () => number) => number
}

const one = (compute: (value: number) => number): FormulaFunction => ({
  takes: [1, 1],
  compute: ([value = 0]) => compute(value),
})

const functions: Readonly<Record<string, FormulaFunction>> = {
  abs: one(Math.abs),
  ceil: one(Math.ceil),
  floor: one(Math.floor),
  round: { takes: [1, 2], compute: ([value = 0, places = 0]) => roundTo(value, places) },
  sqrt: one(Math.sqrt),
  exp: one(Math.exp),
  log: one(Math.log),
  log10: one(Math.log10),
  sin: one(Math.sin),
  cos: one(Math.cos),
  tan: one(Math.tan),
  asin: one(Math.asin),
  acos: one(Math.acos),
  atan: one(Math.atan),
  sinh: one(Math.sinh),
  cosh: one(Math.cosh),
  tanh: one(Math.tanh),
  pow: { takes: [2, 2], compute: ([base = 0, exponent = 0]) => base ** exponent },
  min: { takes: [1, 1000], compute: (args) => Math.min(...args) },
  max: { takes: [1, 1000], compute: (args) => Math.max(...args) },
  random: { takes: [0, 1], compute: ([limit = 1], random) => random() * limit },
}

export const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E }

export function findFunction(name: string): FormulaFunction | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined
}

/** The product of 1 to `value`; NaN for what has none: negative numbers and fractions. */
export function factorialOf(value: number): number {
  if (!Number.isInteger(value) || value < 0) return Number.NaN
  let product = 1
  // Beyond 170 it is Infinity, however far beyond.
  for (let factor = 2; factor <= Math.min(value, 171); factor += 1) product *= factor
  return product
}

function roundTo(value: number, places: number): number {
  return Number.isInteger(places) && places >= 0 && places <= 20 ? roundDecimal(value, places) : Number.NaN
}
