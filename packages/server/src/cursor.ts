import { InputError } from '@keyway/sdk'

/** Where a page of a list ended: the sorting values of its last row. Callers treat it as opaque. */
export type CursorValue = string | number

/** A page of a list as the API answers it. */
export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** Cuts rows that were read with `limit + 1` to a page; `valuesOf` names what the list is sorted by. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  valuesOf: (last: Row) => readonly CursorValue[],
): Page<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { items, next: hasMore ? toCursor(valuesOf(last)) : null }
}

/** A cursor for the place with these sorting values. */
export function toCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/**
 * The values behind a cursor, one for each type named.
 *
 * @throws {InputError} when it is not a cursor that `toPage` made for such a list.
 */
export function parseCursor(cursor: string, types: readonly ('string' | 'number')[]): CursorValue[] {
  const values = decode(cursor)
  const fits =
    values.length === types.length &&
    // Numbers are sequence numbers and times.
    values.every(
      (value, index) =>
        typeof value === types[index] && (typeof value === 'string' || Number.isSafeInteger(value)),
    )
  if (!fits) {
    throw new InputError('The cursor does not belong to this list. Start again without one.', {
      code: 'cursor_invalid',
    })
  }
  return values.filter((value) => typeof value === 'string' || typeof value === 'number')
}

function decode(cursor: string): unknown[] {
  try {
    const decoded: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(decoded) ? decoded : []
  } catch {
    // Not ours; the caller says so.
    return []
  }
}
