import { InputError, type Json } from '@keyway/sdk'

/** The index itself, when the list has an item there. Throws InputError `index_out_of_range`. */
export function existingIndex(list: readonly Json[], index: number): number {
  if (index >= 0 && index < list.length) return index
  const found = `The list has ${String(list.length)} items; found the index ${String(index)}, counted from 0.`
  throw new InputError(`${found} Check the length first.`, { code: 'index_out_of_range' })
}
