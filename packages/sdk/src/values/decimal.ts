/**
 * Arithmetic on numbers as they read in decimals, so that 0.1 + 0.2 is 0.3. A number is taken as its shortest decimal
 * text, computed exactly, and turned into the nearest number again.
 */
interface Decimal {
  /** The value is `digits / 10 ** places`. */
  digits: bigint
  places: number
}

export function addDecimals(a: number, b: number): number {
  // Sums of a million whole numbers need no big ones.
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(a + b)) return a + b + 0
  const [left, right, places] = align(a, b)
  return toNumber({ digits: left + right, places })
}

export function subtractDecimals(a: number, b: number): number {
  const [left, right, places] = align(a, b)
  return toNumber({ digits: left - right, places })
}

export function multiplyDecimals(a: number, b: number): number {
  const [left, right] = [toDecimal(a), toDecimal(b)]
  return toNumber({ digits: left.digits * right.digits, places: left.places + right.places })
}

/** `a / b` rounded to that many decimal places, halves upwards. `b` must not be zero. */
export function divideDecimals(a: number, b: number, places: number): number {
  const [left, right] = align(a, b)
  const sign = right < 0n ? -1n : 1n
  return toNumber({ digits: divideToNearest(left * sign * 10n ** BigInt(places), right * sign), places })
}

/** The value with that many decimal places, halves upwards (2.5 is 3, -2.5 is -2, and 1.005 to two places is 1.01). */
export function roundDecimal(value: number, places: number): number {
  const decimal = toDecimal(value)
  if (decimal.places <= places) return value + 0
  const digits = divideToNearest(decimal.digits, 10n ** BigInt(decimal.places - places))
  return toNumber({ digits, places })
}

/**
 * `base` to the power of `exponent`. Exact for whole exponents up to 100 (1.1 to the power of 2 is 1.21), else as near
 * as binary numbers come. NaN or Infinity where there is no number.
 */
export function powerDecimals(base: number, exponent: number): number {
  const isExact = Number.isFinite(base) && Number.isInteger(exponent) && exponent >= 0 && exponent <= 100
  const rough = base ** exponent
  if (!isExact || !Number.isFinite(rough)) return rough
  const { digits, places } = toDecimal(base)
  return toNumber({ digits: digits ** BigInt(exponent), places: places * exponent })
}

/** What is left of `a` after taking `b` away as often as it goes, with the sign of `a`. `b` must not be zero. */
export function remainderDecimals(a: number, b: number): number {
  const [left, right, places] = align(a, b)
  return toNumber({ digits: left % right, places })
}

/** Whether `value` is a whole number of times `divisor`: 0.3 is a multiple of 0.1. Nothing is a multiple of zero. */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (divisor === 0 || !Number.isFinite(value) || !Number.isFinite(divisor)) return false
  const [left, right] = align(value, divisor)
  return left % right === 0n
}

function toDecimal(value: number): Decimal {
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = BigInt(whole + fraction)
  const places = fraction.length - Number(exponent)
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places }
}

function align(a: number, b: number): [bigint, bigint, number] {
  const [left, right] = [toDecimal(a), toDecimal(b)]
  const places = Math.max(left.places, right.places)
  return [
    left.digits * 10n ** BigInt(places - left.places),
    right.digits * 10n ** BigInt(places - right.places),
    places,
  ]
}

function toNumber({ digits, places }: Decimal): number {
  return Number(`${digits.toString()}e-${String(places)}`)
}

/** Division of integers, divisor positive, to the nearest; halves upwards. */
function divideToNearest(dividend: bigint, divisor: bigint): bigint {
  const doubled = 2n * dividend + divisor
  const quotient = doubled / (2n * divisor)
  // BigInt division cuts towards zero; below zero the floor is wanted.
  return doubled < 0n && doubled % (2n * divisor) !== 0n ? quotient - 1n : quotient
}
