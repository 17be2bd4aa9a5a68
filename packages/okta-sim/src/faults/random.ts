import { randomInt } from 'node:crypto'

/** A number from 0 up to, and without, 1; the same row of numbers for the same seed. */
export type Random = () => number

/** mulberry32: small, fast and good enough to choose which call fails. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Numbers that no seed repeats. */
export const unseeded: Random = () => randomInt(2 ** 48 - 1) / 2 ** 48
