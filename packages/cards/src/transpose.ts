import { InputError, type Json } from '@keyway/sdk'

const largest = 5_000_000

/** Rows become columns; gaps become null. Throws InputError `list_too_long`: one long row would fill all the others. */
export function transpose(rows: readonly (readonly Json[])[]): Json[][] {
  const length = rows.reduce((longest, row) => Math.max(longest, row.length), 0)
  if (length * rows.length > largest) {
    throw new InputError(
      `The result would have ${String(length)} times ${String(rows.length)} items; expected at most ${String(largest)}.`,
      { code: 'list_too_long' },
    )
  }
  return Array.from({ length }, (_, column) => rows.map((row) => row[column] ?? null))
}
