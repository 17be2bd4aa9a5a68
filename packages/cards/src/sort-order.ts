import { compareText, type Json } from '@keyway/sdk'

/** Ascending order of values: numbers, then text by code points, then false and true, then everything else as it comes. */
export function compareInOrder(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return rank(a) - rank(b)
}

function rank(value: Json): number {
  const position = ['number', 'string', 'boolean'].indexOf(typeof value)
  return position === -1 ? 3 : position
}
