import { anyJson, tableOperators, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing, page, time } from '../shapes.ts'

const columnName = z.string().min(1).max(100)
const columnType = z.enum(['text', 'number', 'boolean', 'date'])
const column = z.object({ name: columnName, type: columnType, default: anyJson, required: z.boolean() })
const newColumn = z.object({
  name: columnName,
  type: columnType,
  /** For new rows that name no value. */
  default: anyJson.default(null),
  required: z.boolean().default(false),
})
/** Columns whose values together are unique. */
const keys = z.array(z.array(columnName).min(1).max(10)).max(20)
const table = z.object({ id, name: z.string(), columns: z.array(column), keys, rows: z.int() })
const values = z.record(z.string(), anyJson)
const row = z.object({ id, createdAt: time, updatedAt: time, version: z.int(), values })
const tableName = z.string().min(1).max(100)

const tableParams = z.object({ tableId: id })
const rowParams = z.object({ tableId: id, rowId: id })
const columnParams = z.object({ tableId: id, column: columnName })

const conditions = z
  .array(
    z.object({
      column: columnName,
      operator: z.enum(tableOperators),
      value: anyJson.default(null),
      /** How this condition joins the next one; AND binds closer than OR. */
      join: z.enum(['AND', 'OR']).default('AND'),
    }),
  )
  .max(100)

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
const delimiter = z
  .string()
  .regex(/^[^"\r\n]$/, 'is one character, not a quote')
  .default(',')

const nameList = z
  .string()
  .max(2_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('is a JSON list of column names, such as ["user"]')
      return z.NEVER
    }
  })
  .pipe(z.array(columnName).max(10))

export const listTables = defineRoute({
  method: 'GET',
  path: '/api/tables',
  access: 'viewer',
  summary: 'Tables with their columns and how many rows they hold',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(table) }),
})

export const createTable = defineRoute({
  method: 'POST',
  path: '/api/tables',
  access: 'builder',
  summary: 'Makes an empty table',
  params: none,
  query: none,
  body: z.object({ name: tableName, columns: z.array(newColumn).min(1), keys: keys.default([]) }),
  answer: table,
})

export const getTable = defineRoute({
  method: 'GET',
  path: '/api/tables/:tableId',
  access: 'viewer',
  summary: 'A table with its columns, its unique keys and how many rows it holds',
  params: tableParams,
  query: none,
  body: none,
  answer: table,
})

export const renameTable = defineRoute({
  method: 'PATCH',
  path: '/api/tables/:tableId',
  access: 'builder',
  summary: 'Renames a table; flows that name it by its id go on as before',
  params: tableParams,
  query: none,
  body: z.object({ name: tableName }),
  answer: table,
})

export const deleteTable = defineRoute({
  method: 'DELETE',
  path: '/api/tables/:tableId',
  access: 'builder',
  summary: 'Deletes a table with its rows',
  params: tableParams,
  query: none,
  body: none,
  answer: nothing,
})

export const addTableColumn = defineRoute({
  method: 'POST',
  path: '/api/tables/:tableId/columns',
  access: 'builder',
  summary: 'Adds a column, which is empty in the rows there are',
  params: tableParams,
  query: none,
  body: newColumn,
  answer: table,
})

export const changeTableColumn = defineRoute({
  method: 'PATCH',
  path: '/api/tables/:tableId/columns/:column',
  access: 'builder',
  summary: 'Renames a column, or changes its default or whether it is required',
  params: columnParams,
  query: none,
  body: z.object({
    name: columnName.optional(),
    default: anyJson.optional(),
    required: z.boolean().optional(),
  }),
  answer: table,
})

export const deleteTableColumn = defineRoute({
  method: 'DELETE',
  path: '/api/tables/:tableId/columns/:column',
  access: 'builder',
  summary: 'Deletes a column with its values',
  params: columnParams,
  query: none,
  body: none,
  answer: table,
})

export const setTableKeys = defineRoute({
  method: 'PUT',
  path: '/api/tables/:tableId/keys',
  access: 'builder',
  summary: 'Sets which columns, alone or together, are unique',
  params: tableParams,
  query: none,
  body: z.object({ keys }),
  answer: table,
})

export const listTableRows = defineRoute({
  method: 'GET',
  path: '/api/tables/:tableId/rows',
  access: 'viewer',
  summary: 'Rows of a table, newest first',
  params: tableParams,
  query: z.object({
    cursor: z.string().max(2_000).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  body: none,
  answer: page(row),
})

export const searchTableRows = defineRoute({
  method: 'POST',
  path: '/api/tables/:tableId/search',
  access: 'viewer',
  summary: 'Rows that meet conditions, in the order of a column or else as they were created',
  params: tableParams,
  query: none,
  body: z.object({
    where: conditions.default([]),
    orderBy: z.object({ column: columnName, direction: z.enum(['asc', 'desc']).default('asc') }).optional(),
    cursor: z.string().max(2_000).optional(),
    limit: z.int().min(1).max(1_000).default(100),
  }),
  answer: page(row),
})

export const createTableRow = defineRoute({
  method: 'POST',
  path: '/api/tables/:tableId/rows',
  access: 'operator',
  summary: 'Adds a row; given a key of your own, the same key adds it once',
  params: tableParams,
  query: none,
  body: z.object({ values, idempotencyKey: z.string().min(1).max(1_000).optional() }),
  answer: row,
})

export const upsertTableRow = defineRoute({
  method: 'POST',
  path: '/api/tables/:tableId/upsert',
  access: 'operator',
  summary: 'Changes the row with the same values in the columns of a unique key, or adds it',
  params: tableParams,
  query: none,
  body: z.object({ key: z.array(columnName).min(1).max(10), values }),
  answer: z.object({ isNew: z.boolean(), row }),
})

export const getTableRow = defineRoute({
  method: 'GET',
  path: '/api/tables/:tableId/rows/:rowId',
  access: 'viewer',
  summary: 'One row',
  params: rowParams,
  query: none,
  body: none,
  answer: row,
})

export const updateTableRow = defineRoute({
  method: 'PATCH',
  path: '/api/tables/:tableId/rows/:rowId',
  access: 'operator',
  summary: 'Changes the columns named; with a version, only if nobody changed the row since',
  params: rowParams,
  query: none,
  body: z.object({ values, version: z.int().optional() }),
  answer: row,
})

export const deleteTableRow = defineRoute({
  method: 'DELETE',
  path: '/api/tables/:tableId/rows/:rowId',
  access: 'operator',
  summary: 'Deletes a row; answers it as it was',
  params: rowParams,
  query: none,
  body: none,
  answer: row,
})

export const deleteTableRows = defineRoute({
  method: 'POST',
  path: '/api/tables/:tableId/delete-rows',
  access: 'operator',
  summary: 'Deletes the rows that meet conditions, of which there must be one',
  params: tableParams,
  query: none,
  body: z.object({ where: conditions.min(1) }),
  answer: z.object({ deleted: z.int() }),
})

export const clearTable = defineRoute({
  method: 'POST',
  path: '/api/tables/:tableId/clear',
  access: 'builder',
  summary: 'Deletes all rows of a table',
  params: tableParams,
  query: none,
  body: none,
  answer: z.object({ deleted: z.int() }),
})

export const exportTableCsv = defineRoute({
  method: 'GET',
  path: '/api/tables/:tableId/csv',
  access: 'viewer',
  summary: 'All rows as a CSV file (RFC 4180), as they were created',
  params: tableParams,
  query: z.object({
    delimiter,
    /** Puts an apostrophe before texts that a spreadsheet would take for a formula. */
    guardFormulas: flag,
    /** Leaves out the id and the dates of each row. */
    onlyColumns: flag,
  }),
  body: none,
  answer: nothing,
})

export const importTableCsv = defineRoute({
  method: 'POST',
  path: '/api/tables/:tableId/csv',
  access: 'operator',
  summary: 'Adds the rows of a CSV file, sent as the body, whose first line names columns',
  params: tableParams,
  query: z.object({
    delimiter,
    /** Columns of a unique key, as a JSON list: a line whose key is in the table changes that row. */
    upsertBy: nameList.default([]),
    /** Leaves out lines that do not fit and reports them; otherwise one of them refuses the file. */
    skipInvalid: flag,
  }),
  body: none,
  answer: z.object({
    added: z.int(),
    changed: z.int(),
    skipped: z.int(),
    problems: z.array(z.object({ line: z.int(), message: z.string() })),
  }),
})
