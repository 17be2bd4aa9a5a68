import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../db/database.ts'
import { engineOf } from '../../db/engine.ts'
import { cutKeyLength } from '../cell-key.ts'
import type { StoredTable } from '../store.ts'
import type { Condition, KeyRange } from './conditions.ts'

/** Where a row is in the index of a column. Rows of one value come in the order of creation. */
export interface Place {
  value: string
  row: number
}

type Space = Pick<StoredTable, 'space'>
type Sql = RawBuilder<unknown>

/** Rows that may meet a condition, at most so many. */
export async function findPlaces(
  db: Db,
  table: Space,
  { condition, limit }: { condition: Pick<Condition, 'index' | 'ranges' | 'part'>; limit: number },
): Promise<number[]> {
  const { value, row, from } = source(table, condition.index)
  const { part } = condition
  const position = engineOf(db) === 'postgres' ? sql`strpos` : sql`instr`
  const hasPart =
    part === undefined
      ? sql``
      : sql` and (${position}(${value}, ${part}) > 0 or length(${value}) >= ${cutKeyLength})`
  const found: number[] = []
  for (const range of joinPoints(condition.ranges)) {
    if (found.length >= limit) break
    const inside = Array.isArray(range)
      ? sql`${value} in (${sql.join(range)})`
      : sql.join(boundsOf(value, range), sql` and `)
    const { rows } = await sql<{ row: number }>`
      select ${row} as "row" from ${from} and ${inside}${hasPart} limit ${limit - found.length}`.execute(db)
    found.push(...rows.map((one) => one.row))
  }
  return found
}

/** Single keys are looked up together. */
function joinPoints(ranges: readonly KeyRange[]): (KeyRange | string[])[] {
  const points = ranges.flatMap(({ low, high }) => (low !== undefined && low === high ? [low] : []))
  const wide = ranges.filter(({ low, high }) => low === undefined || low !== high)
  return points.length === 0 ? wide : [points, ...wide]
}

/** A stretch of an index, from a place on (excluded). */
export interface Stretch {
  index: number | 'id'
  range: KeyRange
  after: Place | undefined
  limit: number
}

/** Places in the order of the index: by value, then by creation. */
export function readUp(db: Db, table: Space, stretch: Stretch): Promise<Place[]> {
  const { value, row } = source(table, stretch.index)
  const { after } = stretch
  return read(db, table, {
    ...stretch,
    from: after === undefined ? undefined : sql`(${value}, ${row}) > (${after.value}, ${after.row})`,
    order: sql`${value}, ${row}`,
  })
}

/** Places in the reverse order of the index: the rows of one value come newest first. */
export function readDown(db: Db, table: Space, stretch: Omit<Stretch, 'after'>): Promise<Place[]> {
  const { value, row } = source(table, stretch.index)
  return read(db, table, { ...stretch, from: undefined, order: sql`${value} desc, ${row} desc` })
}

async function read(
  db: Db,
  table: Space,
  { index, range, from, order, limit }: Omit<Stretch, 'after'> & { from: Sql | undefined; order: Sql },
): Promise<Place[]> {
  const all = source(table, index)
  const bounds = boundsOf(all.value, range)
  const inside = sql.join([...bounds, ...(from === undefined ? [] : [from])], sql` and `)
  const { rows } = await sql<Place>`
    select ${all.value} as "value", ${all.row} as "row" from ${all.from} and ${inside}
    order by ${order} limit ${limit}`.execute(db)
  return rows
}

/**
 * The place so many places into a column's order (0 is the first), which is by value up or down, and by creation within a
 * value.
 */
export async function findPlaceAt(
  db: Db,
  table: Space,
  { index, direction, offset }: { index: number | 'id'; direction: 'asc' | 'desc'; offset: number },
): Promise<Place | undefined> {
  const { value, row, from } = source(table, index)
  const place = async (rest: Sql, skipped: number): Promise<Place | undefined> => {
    const found = await sql<Place>`
      select ${value} as "value", ${row} as "row" from ${from} ${rest} limit 1 offset ${skipped}`.execute(db)
    return found.rows[0]
  }
  if (direction === 'asc') return place(sql`order by ${value}, ${row}`, offset)
  // Read backwards, the index has the values in the wanted order, but not the rows of one value.
  const found = await place(sql`order by ${value} desc, ${row} desc`, offset)
  if (found === undefined) return undefined
  const { rows } = await sql<{ count: number }>`
    select count(*) as "count" from ${from} and ${value} > ${found.value}`.execute(db)
  const above = rows[0]?.count ?? 0
  return place(sql`and ${value} = ${found.value} order by ${row}`, offset - above)
}

/** The row so many rows after the first, by creation. */
export async function findRowAt(db: Db, { space }: Space, offset: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('table_rows')
    .select('seq')
    .where('space', '=', space)
    .orderBy('seq')
    .limit(1)
    .offset(offset)
    .executeTakeFirst()
  return row?.seq
}

function source({ space }: Space, index: number | 'id'): { value: Sql; row: Sql; from: Sql } {
  return index === 'id'
    ? { value: sql.ref('id'), row: sql.ref('seq'), from: sql`table_rows where space = ${space}` }
    : {
        value: sql.ref('value'),
        row: sql.ref('row_seq'),
        from: sql`table_cells where space = ${space} and column_number = ${index}`,
      }
}

function boundsOf(value: Sql, { low, isLowOpen = false, high, isHighOpen = false }: KeyRange): Sql[] {
  const bounds: Sql[] = []
  if (low !== undefined && low === high && !isLowOpen && !isHighOpen) bounds.push(sql`${value} = ${low}`)
  else {
    if (low !== undefined) bounds.push(isLowOpen ? sql`${value} > ${low}` : sql`${value} >= ${low}`)
    if (high !== undefined) bounds.push(isHighOpen ? sql`${value} < ${high}` : sql`${value} <= ${high}`)
  }
  return bounds.length === 0 ? [sql`1 = 1`] : bounds
}
