import { toText, type Json } from '@keyway/sdk'
import type { ColumnType } from './columns.ts'

/** Longer texts are in the index with this many characters. Small enough for an index entry of PostgreSQL. */
const mostCharacters = 128

/** Comes before the key of every value. */
export const nullKey = ''

/** Comes before the key of a value and after `nullKey`, so that an empty text differs from nothing. */
export const valueMark = '='

/**
 * The value of a cell as the index holds it: a text whose order by code points is the order of the values, the same on
 * both engines. Null comes first; false before true; dates are instants.
 */
export function toCellKey(type: ColumnType, value: Json): string {
  if (value === null) return nullKey
  switch (type) {
    case 'text':
      return valueMark + toTextKey(toText(value))
    case 'number':
      return valueMark + toNumberKey(Number(value))
    case 'boolean':
      return value === true ? `${valueMark}1` : `${valueMark}0`
    case 'date':
      return valueMark + toNumberKey(Date.parse(toText(value)))
  }
}

/** Whether the key stands for this value only; otherwise for every text that begins alike. */
export function isExactKey(type: ColumnType, value: Json): boolean {
  return (
    type !== 'text' || typeof value !== 'string' || (value.length < mostCharacters && value.isWellFormed())
  )
}

/** Text for the index: cut, and without NUL, which PostgreSQL does not store. The escapes keep the order. */
export function toTextKey(text: string): string {
  // A character beyond U+FFFF is two units, and half of one is no text.
  const cut =
    text.length <= mostCharacters
      ? text
      : Array.from(text.slice(0, 2 * mostCharacters))
          .slice(0, mostCharacters)
          .join('')
  return cut.replaceAll('\u0001', '\u0001\u0002').replaceAll('\0', '\u0001\u0001').toWellFormed()
}

/** A length that only the keys of texts which were cut, or nearly so, reach. */
export const cutKeyLength = valueMark.length + mostCharacters

const bits = new DataView(new ArrayBuffer(8))

/** IEEE 754 numbers sort by their bits once the sign is turned over, and all bits of negative ones. */
function toNumberKey(number: number): string {
  bits.setFloat64(0, number === 0 ? 0 : number)
  const high = bits.getUint32(0)
  const low = bits.getUint32(4)
  const isNegative = high >= 0x80000000
  return hex(isNegative ? ~high : high ^ 0x80000000) + hex(isNegative ? ~low : low)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
