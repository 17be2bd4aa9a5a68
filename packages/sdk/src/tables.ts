import type { Json, JsonObject } from './json.ts'

/** How a table's column can be compared, and what with: `in` and `not in` take a list, the `is empty` pair nothing. */
export const tableOperators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not in',
  'contains',
  'starts with',
  'ends with',
  'is empty',
  'is not empty',
] as const
export type TableOperator = (typeof tableOperators)[number]

export interface TableCondition {
  column: string
  operator: TableOperator
  value: Json
  /** How this condition joins the next one. */
  join: 'AND' | 'OR'
}

export interface TableOrder {
  column: string
  direction: 'asc' | 'desc'
}

export interface TableQuery {
  where: readonly TableCondition[]
  orderBy?: TableOrder
  limit?: number
  offset?: number
}

/** A row: its values by column name, and what the store knows of it. */
export interface TableRow {
  id: string
  createdAt: string
  updatedAt: string
  /** 1 for a new row, one more with each change. */
  version: number
  values: JsonObject
}

/** A column of a table, beside what every row has. */
export interface TableColumn {
  name: string
  type: 'text' | 'number' | 'boolean' | 'date'
  /** What a new row gets when nothing is given; null is nothing. */
  default: Json
  /** Whether a row must have a value here. */
  required: boolean
}

/** A table without its rows. */
export interface TableSchema {
  id: string
  name: string
  columns: TableColumn[]
  /** Columns whose values together are unique in the table. A row that lacks one of them is in nobody's way. */
  keys: string[][]
}

/** What a compare-and-set expects of a row before it changes it. */
export interface TableExpectation {
  /** Values by column name, compared as a search's `=` does. */
  values: JsonObject
  /** The version that was read; undefined: any. */
  version: number | undefined
}

/** What became of a compare-and-set. `row` is the row as it is afterwards, changed or not. */
export interface TableSwap {
  isSet: boolean
  row: TableRow
}

/** How a CSV file is read into a table. */
export interface TableImport {
  delimiter: string
  /** Columns of a unique key: a line whose key is in the table changes that row. Empty: every line is a new row. */
  upsertBy: readonly string[]
  /** Leaves out lines that do not fit, and reports them; otherwise one of them refuses the whole file. */
  skipInvalid: boolean
  /** The same for every try: rows that an earlier try added are not added again. */
  importKey: string
}

export interface TableImportReport {
  added: number
  changed: number
  skipped: number
  /** The first lines that were left out, and why. */
  problems: { line: number; message: string }[]
}

/** Rows of a query from some place on. */
export interface TableRowsPage {
  items: TableRow[]
  /** Given back as `cursor` for the rows after these; null at the end. */
  next: string | null
}

/**
 * Keyway's own tables, as the `tables` connector reaches them. Each call throws InputError for an unknown table or
 * column, for a value that does not fit its column, for a key that another row has, and for a limit.
 */
export interface TableStore {
  describeTable: (table: string) => Promise<TableSchema>
  /** Inserting the same `rowId` twice keeps the first row: an action that runs again adds nothing. */
  createRow: (table: string, row: { rowId: string; values: JsonObject }) => Promise<TableRow>
  /** All or none. Row ids count as in `createRow`. Answers the rows in the order given. */
  createRows: (table: string, rows: readonly { rowId: string; values: JsonObject }[]) => Promise<TableRow[]>
  /** Changes the row that has the same values in the columns of the key, or adds it. */
  upsertRow: (
    table: string,
    row: { rowId: string; key: readonly string[]; values: JsonObject },
  ) => Promise<{ isNew: boolean; row: TableRow }>
  searchRows: (table: string, query: TableQuery) => Promise<TableRow[]>
  /**
   * Rows of a query, `size` at a time. Each row that stays is answered once, whatever is added or deleted meanwhile.
   * The query's offset counts for the first page only, which has no cursor; its limit is not used.
   */
  pageRows: (
    table: string,
    query: TableQuery,
    page: { cursor: string | null; size: number },
  ) => Promise<TableRowsPage>
  findRow: (table: string, rowId: string) => Promise<TableRow | undefined>
  /** Finds the row of a unique key. Throws InputError when the columns named are no key of the table. */
  findByKey: (table: string, values: JsonObject) => Promise<TableRow | undefined>
  /** Sets the columns that `values` names, null to nothing, and leaves the others. Undefined: there is no such row. */
  updateRow: (table: string, row: { rowId: string; values: JsonObject }) => Promise<TableRow | undefined>
  /**
   * Changes a row only if it is as expected; in one step, so that of several who try one succeeds. Undefined: there is no
   * such row. The same `swapKey` again answers what it answered the first time and changes nothing.
   */
  compareAndSet: (
    table: string,
    swap: { rowId: string; expected: TableExpectation; values: JsonObject; swapKey: string },
  ) => Promise<TableSwap | undefined>
  /** Answers whether there was such a row. */
  deleteRow: (table: string, rowId: string) => Promise<boolean>
  /** Deletes the rows that meet the conditions and answers how many there were. */
  deleteRows: (table: string, where: readonly TableCondition[]) => Promise<number>
  /** Deletes every row and answers how many there were. */
  clearTable: (table: string) => Promise<number>
  /** Reads a CSV file (RFC 4180, UTF-8) whose first line names columns. `open` begins it anew: it is read twice. */
  importCsv: (
    table: string,
    open: () => AsyncIterable<Uint8Array>,
    options: TableImport,
  ) => Promise<TableImportReport>
}
