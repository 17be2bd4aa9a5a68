import {
  compare,
  isEmpty,
  toText,
  tryCoerce,
  type Json,
  type Operator,
  type TableCondition,
  type TableOperator,
} from '@keyway/sdk'
import { isExactKey, toCellKey, toTextKey, valueMark } from '../cell-key.ts'
import { unknownColumn, type ColumnType } from '../columns.ts'
import { createdNumber, updatedNumber } from '../rows/index-entries.ts'
import type { StoredRow } from '../rows/store.ts'
import type { StoredTable } from '../store.ts'
import { numberOf } from '../unique-keys.ts'

/** Keys from one to another, both included unless open. An absent side is no bound. */
export interface KeyRange {
  low?: string
  isLowOpen?: boolean
  high?: string
  isHighOpen?: boolean
}

/** What a search compares and sorts by: a column, or what the store knows of every row. */
export interface Searchable {
  type: ColumnType
  read: (row: StoredRow) => Json
  /** Number in the index of cells; `id` is the row's id itself. */
  index: number | 'id'
}

/** A condition: what it says of a row, and where in the index its rows are. */
export interface Condition {
  test: (row: StoredRow) => boolean
  index: number | 'id'
  /** Every row that meets the condition has its key in one of them; others may have too. */
  ranges: readonly KeyRange[]
  /** Text that the keys have within them, or are cut before it. */
  part: string | undefined
}

const operators: Readonly<Record<TableOperator, Operator>> = {
  '=': 'equal to',
  '!=': 'not equal to',
  '<': 'less than',
  '<=': 'less than or equal to',
  '>': 'greater than',
  '>=': 'greater than or equal to',
  in: 'one of',
  'not in': 'one of',
  contains: 'contains',
  'starts with': 'starts with',
  'ends with': 'ends with',
  'is empty': 'is empty',
  'is not empty': 'is not empty',
}

/**
 * The conditions of a query as alternatives: a row must meet all conditions of one. As in SQL, AND binds closer than OR:
 * `a AND b OR c` is `(a AND b) OR c`. Throws InputError for a column that the table does not have.
 */
export function compileConditions(table: StoredTable, where: readonly TableCondition[]): Condition[][] {
  const groups: Condition[][] = [[]]
  for (const { join, ...condition } of where) {
    groups.at(-1)?.push(compileCondition(findSearchable(table, condition.column), condition))
    if (join === 'OR') groups.push([])
  }
  // The join of the last condition joins nothing.
  const alternatives = groups.filter((group) => group.length > 0)
  return alternatives.length === 0 ? [[]] : alternatives
}

/** Whether a row meets one of the alternatives. */
export function meets(alternatives: readonly (readonly Condition[])[], row: StoredRow): boolean {
  return alternatives.some((group) => group.every(({ test }) => test(row)))
}

function compileCondition(
  searchable: Searchable,
  { operator, value }: Pick<TableCondition, 'operator' | 'value'>,
): Condition {
  const { type, read, index } = searchable
  const holds = (cell: Json): boolean =>
    compare(cell, operators[operator], value, type) !== (operator === 'not in')
  return {
    test: (row) => holds(read(row)),
    index,
    ...whereInIndex(searchable, { operator, value, holds }),
  }
}

const everything: readonly KeyRange[] = [{}]
const anyValue: readonly KeyRange[] = [{ low: valueMark }]

function whereInIndex(
  { type, index }: Searchable,
  { operator, value, holds }: { operator: TableOperator; value: Json; holds: (cell: Json) => boolean },
): Pick<Condition, 'ranges' | 'part'> {
  const toKey = (cell: Json): string => (index === 'id' ? toTextKey(toText(cell)) : toCellKey(type, cell))
  const ranges = (found: readonly KeyRange[], part?: string) => ({ ranges: found, part })
  const cells = candidates(type, value)
  switch (operator) {
    case '=':
    case 'in':
    case 'is empty':
      return ranges(pointsAt(cells.filter(holds).map(toKey)))
    case '!=':
    case 'not in':
    case 'is not empty': {
      const excluded = cells.filter((cell) => !holds(cell))
      const isExact = excluded.every((cell) => isExactKey(type, cell))
      return ranges(isExact ? gapsBetween(excluded.map(toKey)) : everything)
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const bound = tryCoerce(value, type)
      if (value === null || bound === null || bound === undefined) return ranges([])
      const isOpen = (operator === '<' || operator === '>') && isExactKey(type, bound)
      const low = index === 'id' ? '' : valueMark
      return ranges([
        operator === '<' || operator === '<='
          ? { low, high: toKey(bound), isHighOpen: isOpen }
          : { low: toKey(bound), isLowOpen: isOpen },
      ])
    }
    case 'contains':
    case 'ends with':
      if (type !== 'text' || value === null) return ranges(anyValueOf(index))
      return ranges(anyValueOf(index), toTextKey(toText(value)))
    case 'starts with': {
      if (type !== 'text' || value === null) return ranges(anyValueOf(index))
      const low = toKey(toText(value))
      // No text that begins so is beyond it: it goes on with the highest character there is.
      return ranges([{ low, high: `${low}\u{10ffff}\u{10ffff}` }])
    }
  }
}

function anyValueOf(index: number | 'id'): readonly KeyRange[] {
  return index === 'id' ? everything : anyValue
}

/** The only values of a column that a value can be equal to, or that can be empty. */
function candidates(type: ColumnType, value: Json): Json[] {
  const given = Array.isArray(value) ? [value, ...value] : [value]
  const coerced = given.map((one) => tryCoerce(one, type))
  const special: Json[] = [
    null,
    ...(type === 'text' ? ['', 'null'] : []),
    ...(type === 'boolean' ? [false] : []),
  ]
  const cells = coerced.filter((cell) => cell !== undefined && !isEmpty(cell))
  return [...new Set([...special, ...cells])].filter((cell) => cell !== undefined)
}

/** A statement takes so many keys; the rows between the first and the last of more are looked at one by one. */
const mostPoints = 1_000

function pointsAt(keys: readonly string[]): KeyRange[] {
  const sorted = sortKeys(keys)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (sorted.length > mostPoints && first !== undefined && last !== undefined) {
    return [{ low: first, high: last }]
  }
  return sorted.map((key) => ({ low: key, high: key }))
}

/** As both engines sort them. */
function sortKeys(keys: readonly string[]): string[] {
  return [...new Set(keys)].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

/** What is left of all keys without some. */
function gapsBetween(keys: readonly string[]): KeyRange[] {
  const sorted = sortKeys(keys)
  if (sorted.length > mostPoints) return [{}]
  const gaps: KeyRange[] = sorted.map((high, position) => {
    const low = sorted[position - 1]
    return { ...(low === undefined ? {} : { low, isLowOpen: true }), high, isHighOpen: true }
  })
  const last = sorted.at(-1)
  return [...gaps, last === undefined ? {} : { low: last, isLowOpen: true }]
}

/** Names that exports use for what every row has, unless the table has a column of that name. */
const systemColumns: ReadonlyMap<string, Searchable> = new Map([
  ['Row ID', { type: 'text', index: 'id', read: ({ id }: StoredRow): Json => id }],
  [
    'Created',
    {
      type: 'date',
      index: createdNumber,
      read: ({ createdAt }: StoredRow): Json => new Date(createdAt).toISOString(),
    },
  ],
  [
    'Updated',
    {
      type: 'date',
      index: updatedNumber,
      read: ({ updatedAt }: StoredRow): Json => new Date(updatedAt).toISOString(),
    },
  ],
])

/** The column of this name, or what every row has. Throws InputError when there is neither. */
export function findSearchable(table: StoredTable, name: string): Searchable {
  const column = table.columns.find((candidate) => candidate.name === name)
  if (column !== undefined) {
    return { type: column.type, index: numberOf(column), read: ({ cells }) => cells[column.id] ?? null }
  }
  const system = systemColumns.get(name)
  if (system === undefined) throw unknownColumn(table, name)
  return system
}
