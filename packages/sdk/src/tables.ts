import type { Json, JsonObject } from './json.ts'

export type TableOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

export interface TableCondition {
  column: string
  operator: TableOperator
  value: Json
  /** How this condition joins the next one. */
  join: 'AND' | 'OR'
}

export interface TableQuery {
  where: readonly TableCondition[]
  orderBy?: { column: string; direction: 'asc' | 'desc' }
  limit?: number
  offset?: number
}

/** A row: its values by column name, and what the store knows of it. */
export interface TableRow {
  id: string
  createdAt: string
  updatedAt: string
  values: JsonObject
}

/** A column of a table, beside what every row has. */
export interface TableColumn {
  name: string
  type: 'text' | 'number' | 'boolean' | 'date'
  /** What a new row gets when nothing is given; null is nothing. */
  default: Json
}

/** Keyway's own tables, as the `tables` connector reaches them. Each call throws InputError for an unknown table or column. */
export interface TableStore {
  listColumns: (table: string) => Promise<TableColumn[]>
  /** Inserting the same `rowId` twice keeps the first row: an action that runs again adds nothing. */
  createRow: (table: string, row: { rowId: string; values: JsonObject }) => Promise<TableRow>
  searchRows: (table: string, query: TableQuery) => Promise<TableRow[]>
  findRow: (table: string, rowId: string) => Promise<TableRow | undefined>
  /** Sets the columns that `values` names, null to nothing, and leaves the others. Undefined: there is no such row. */
  updateRow: (table: string, row: { rowId: string; values: JsonObject }) => Promise<TableRow | undefined>
  /** Answers whether there was such a row. */
  deleteRow: (table: string, rowId: string) => Promise<boolean>
  /** Deletes every row and answers how many there were. */
  clearTable: (table: string) => Promise<number>
}
