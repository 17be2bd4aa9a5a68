import { coerce, getPath, type Json } from '@keyway/sdk'

/**
 * The numbers at a path of each item (without a path: the items themselves), by the rules of all conversions. Items
 * without a value are left out. Throws InputError `type_mismatch` for a value that is no number.
 */
export function readNumbers(list: readonly Json[], path: string): number[] {
  return list
    .map((item) => coerce(getPath(item, path), 'number'))
    .filter((value) => typeof value === 'number')
}
