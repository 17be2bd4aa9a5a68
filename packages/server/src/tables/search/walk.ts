import type { Db } from '../../db/database.ts'
import type { StoredTable } from '../store.ts'
import type { KeyRange } from './conditions.ts'
import { readDown, readUp, type Place } from './store.ts'

/** A way through the rows of a table by one column. */
export interface Walk {
  index: number | 'id'
  range: KeyRange
  direction: 'asc' | 'desc'
  after: Place | undefined
  /** How many places are read at once. */
  size: number
}

/**
 * Places by value, in batches; those of one value in the order of creation, whichever the direction. Rows that are added
 * or deleted meanwhile move nothing, since each batch begins where the last one ended.
 */
export async function* walk(db: Db, table: StoredTable, way: Walk): AsyncGenerator<Place[]> {
  yield* way.direction === 'asc' ? walkUp(db, table, way) : walkDown(db, table, way)
}

async function* walkUp(
  db: Db,
  table: StoredTable,
  { index, range, after, size }: Omit<Walk, 'direction'>,
): AsyncGenerator<Place[]> {
  for (let last = after; ;) {
    const places = await readUp(db, table, { index, range, after: last, limit: size })
    if (places.length > 0) yield places
    last = places.at(-1)
    if (places.length < size) return
  }
}

/**
 * The index read backwards gives the rows of one value newest first. A batch is turned over value by value, and the
 * value at its end, which may have more rows, is walked by itself.
 */
async function* walkDown(
  db: Db,
  table: StoredTable,
  { index, range, after, size }: Omit<Walk, 'direction'>,
): AsyncGenerator<Place[]> {
  const only = (value: string): KeyRange => ({ low: value, high: value })
  const below = (value: string): KeyRange => ({ ...range, high: value, isHighOpen: true })
  let rest = range
  if (after !== undefined) {
    yield* walkUp(db, table, { index, range: only(after.value), after, size })
    rest = below(after.value)
  }
  for (;;) {
    const places = await readDown(db, table, { index, range: rest, limit: size })
    const end = places.at(-1)
    if (end === undefined) return
    if (places.length < size) {
      yield turnOver(places)
      return
    }
    const whole = turnOver(places.filter(({ value }) => value !== end.value))
    if (whole.length > 0) yield whole
    yield* walkUp(db, table, { index, range: only(end.value), after: undefined, size })
    rest = below(end.value)
  }
}

/** Values from high to low, but the rows of each in the order of creation. */
function turnOver(places: readonly Place[]): Place[] {
  const turned: Place[] = []
  for (let end = 0, start = 0; start < places.length; start = end) {
    const value = places[start]?.value
    while (end < places.length && places[end]?.value === value) end++
    turned.push(...places.slice(start, end).toReversed())
  }
  return turned
}
