import { toText, type TableQuery } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { toCellKey, toTextKey } from '../cell-key.ts'
import { findRowsAt, readRowsAfter, type StoredRow } from '../rows/store.ts'
import type { StoredTable } from '../store.ts'
import {
  compileConditions,
  findSearchable,
  meets,
  type Condition,
  type KeyRange,
  type Searchable,
} from './conditions.ts'
import { findPlaceAt, findPlaces, findRowAt, type Place } from './store.ts'
import { walk } from './walk.ts'

const fewRows = 2_000
const mostBatch = 500

type Query = Pick<TableQuery, 'where' | 'orderBy'>

/** How a row is sorted, so that a search can go on after it. */
export type Position = Place

export interface FoundRow {
  row: StoredRow
  position: Position
}

interface Search {
  table: StoredTable
  alternatives: readonly (readonly Condition[])[]
  order: { by: Searchable; direction: 'asc' | 'desc' } | undefined
  after: Position | undefined
  size: number
  few: number
}

export interface SearchOptions {
  /** The position after which the rows begin. */
  after?: Position | undefined
  /** How many rows are wanted soon. */
  size?: number
  offset?: number
  /** So many rows are fetched by themselves and sorted here; more are met on a way along the index. */
  few?: number
}

/**
 * The rows of a query in its order, a few at a time, in constant memory: by the value of a column, or else by creation.
 * Rows of one value come as they were created; nothing sorts below everything else; texts are sorted by their first 128
 * characters. Throws InputError for a column that the table does not have.
 */
export async function* searchRows(
  db: Db,
  table: StoredTable,
  query: Query & SearchOptions,
): AsyncGenerator<FoundRow> {
  const { orderBy, offset = 0 } = query
  const search: Search = {
    table,
    alternatives: compileConditions(table, query.where),
    order:
      orderBy === undefined
        ? undefined
        : { by: findSearchable(table, orderBy.column), direction: orderBy.direction },
    after: query.after,
    size: Math.min(mostBatch, Math.max(1, query.size ?? mostBatch)),
    few: query.few ?? fewRows,
  }
  const isAll = query.where.length === 0
  const start = isAll && offset > 0 ? await skip(db, search, offset) : search
  if (start === undefined) return
  let left = isAll ? 0 : offset
  for await (const row of isAll ? walkRows(db, start, {}) : findMatching(db, search)) {
    if (left > 0) left--
    else yield { row, position: positionOf(search, row) }
  }
}

/** Begins far into a table without reading what lies before. Undefined: the table ends earlier. */
async function skip(db: Db, search: Search, offset: number): Promise<Search | undefined> {
  const { table, order } = search
  const after =
    order === undefined
      ? await findRowAt(db, table, offset - 1).then((row) => row && { value: '', row })
      : await findPlaceAt(db, table, {
          index: order.by.index,
          direction: order.direction,
          offset: offset - 1,
        })
  return after ? { ...search, after } : undefined
}

async function* findMatching(db: Db, search: Search): AsyncGenerator<StoredRow> {
  const { alternatives, order } = search
  const choices = await Promise.all(alternatives.map((group) => chooseFew(db, search, group)))
  if (choices.every((places) => places !== undefined)) {
    yield* sortFew(db, search, [...new Set(choices.flat())])
    return
  }
  const range = rangeOf(search)
  const [only] = alternatives.length === 1 ? (alternatives[0] ?? []).filter(hasOneKey) : []
  const rows =
    order === undefined && only?.ranges[0] !== undefined
      ? walkIndex(db, search, { index: only.index, range: only.ranges[0], direction: 'asc' })
      : walkRows(db, search, range)
  for await (const row of rows) if (meets(alternatives, row)) yield row
}

/** The rows of that condition which has the fewest, if they are few. */
async function chooseFew(
  db: Db,
  { table, few }: Search,
  group: readonly Condition[],
): Promise<number[] | undefined> {
  let fewest: number[] | undefined
  // Looking for a part reads the whole index of the column, so it comes last.
  for (const condition of group.toSorted((a, b) => cost(a) - cost(b))) {
    if (fewest !== undefined && (fewest.length <= mostBatch || condition.part !== undefined)) break
    const places = await findPlaces(db, table, { condition, limit: few + 1 })
    if (places.length <= few && places.length < (fewest?.length ?? Infinity)) fewest = places
  }
  return fewest
}

function cost({ ranges, part }: Condition): number {
  if (part !== undefined) return 2
  return ranges.every(({ low, high }) => low !== undefined && low === high) ? 0 : 1
}

function hasOneKey({ ranges }: Condition): boolean {
  const [first] = ranges
  return ranges.length === 1 && first?.low !== undefined && first.low === first.high
}

/** What the conditions say of the column that sorts, if they all must be met. */
function rangeOf({ alternatives, order }: Search): KeyRange {
  const group = alternatives.length === 1 ? alternatives[0] : undefined
  const bounding = group?.find(({ index, ranges }) => index === order?.by.index && ranges.length === 1)
  return bounding?.ranges[0] ?? {}
}

async function* sortFew(db: Db, search: Search, seqs: readonly number[]): AsyncGenerator<StoredRow> {
  const { alternatives, order, after } = search
  const sorted = seqs.toSorted((a, b) => a - b)
  if (order === undefined) {
    const rest = after === undefined ? sorted : sorted.filter((seq) => seq > after.row)
    for await (const row of fetchRows(db, rest, search.size)) if (meets(alternatives, row)) yield row
    return
  }
  const found: FoundRow[] = []
  for await (const row of fetchRows(db, sorted, mostBatch)) {
    if (meets(alternatives, row)) found.push({ row, position: positionOf(search, row) })
  }
  const compare = comparePositions(order.direction)
  const rest = after === undefined ? found : found.filter(({ position }) => compare(position, after) > 0)
  yield* rest.toSorted((a, b) => compare(a.position, b.position)).map(({ row }) => row)
}

async function* fetchRows(db: Db, seqs: readonly number[], size: number): AsyncGenerator<StoredRow> {
  for (let start = 0; start < seqs.length; start += size) {
    yield* await findRowsAt(db, seqs.slice(start, start + size))
  }
}

async function* walkRows(db: Db, search: Search, range: KeyRange): AsyncGenerator<StoredRow> {
  const { table, order, after, size } = search
  if (order !== undefined) {
    yield* walkIndex(db, search, { index: order.by.index, range, direction: order.direction })
    return
  }
  for (let last = after?.row ?? 0; ;) {
    const rows = await readRowsAfter(db, table, { after: last, limit: size })
    yield* rows
    last = rows.at(-1)?.seq ?? last
    if (rows.length < size) return
  }
}

async function* walkIndex(
  db: Db,
  { table, order, after, size }: Search,
  way: { index: number | 'id'; range: KeyRange; direction: 'asc' | 'desc' },
): AsyncGenerator<StoredRow> {
  // Along one key the rows come by creation, whatever the key is.
  const start = order === undefined && after ? { value: way.range.low ?? '', row: after.row } : after
  for await (const places of walk(db, table, { ...way, after: start, size })) {
    const rows = await findRowsAt(
      db,
      places.map(({ row }) => row),
    )
    const bySeq = new Map(rows.map((row) => [row.seq, row]))
    // A row that was deleted since is passed over.
    yield* places.flatMap(({ row }) => bySeq.get(row) ?? [])
  }
}

function positionOf({ order }: Search, row: StoredRow): Position {
  if (order === undefined) return { value: '', row: row.seq }
  const { type, read, index } = order.by
  const value = read(row)
  return { value: index === 'id' ? toTextKey(toText(value)) : toCellKey(type, value), row: row.seq }
}

function comparePositions(direction: 'asc' | 'desc'): (a: Position, b: Position) => number {
  const sign = direction === 'asc' ? 1 : -1
  return (a, b) => sign * Buffer.compare(Buffer.from(a.value), Buffer.from(b.value)) || a.row - b.row
}
