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

/** Keyway's own tables, as the `tables` connector reaches them. Each call throws InputError for an unknown table or column. */
export interface TableStore {
  /** Inserting the same `rowId` twice keeps the first row: an action that runs again adds nothing. */
  createRow: (table: string, row: { rowId: string; values: JsonObject }) => Promise<TableRow>
  searchRows: (table: string, query: TableQuery) => Promise<TableRow[]>
}
