import { hash } from 'node:crypto'

export type Value = null | number | string | Uint8Array

/** How many rows there are and what they add up to. */
export interface Digest {
  rows: number
  /** Hexadecimal. */
  sum: string
}

export interface Digester {
  add: (values: readonly Value[]) => void
  digest: () => Digest
}

/**
 * Sums the hashes of rows: the same rows in any order give the same digest, so each engine may read them as is fastest for
 * it.
 */
export function createDigester(): Digester {
  const sums = new Uint32Array(4)
  let rows = 0
  return {
    add(values) {
      const bytes = hash('sha256', JSON.stringify(values.map(toText)), 'buffer')
      for (let at = 0; at < sums.length; at += 1) {
        sums[at] = ((sums[at] ?? 0) + bytes.readUInt32LE(at * 4)) >>> 0
      }
      rows += 1
    },
    digest: () => ({ rows, sum: [...sums].map((sum) => sum.toString(16).padStart(8, '0')).join('') }),
  }
}

function toText(value: Value): Value | { hex: string } {
  return value instanceof Uint8Array ? { hex: Buffer.from(value).toString('hex') } : value
}
