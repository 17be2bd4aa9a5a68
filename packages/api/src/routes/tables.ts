import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, page, pageQuery, time } from '../shapes.ts'

const column = z.object({
  name: z.string().min(1).max(100),
  type: z.enum(['text', 'number', 'boolean', 'date']),
})
const table = z.object({ id, name: z.string(), columns: z.array(column), rows: z.int() })

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
  body: z.object({ name: z.string().min(1).max(100), columns: z.array(column).min(1).max(250) }),
  answer: table,
})

export const listTableRows = defineRoute({
  method: 'GET',
  path: '/api/tables/:tableId/rows',
  access: 'viewer',
  summary: 'Rows of a table, newest first',
  params: z.object({ tableId: id }),
  query: pageQuery,
  body: none,
  answer: page(z.object({ id, createdAt: time, updatedAt: time, values: z.record(z.string(), anyJson) })),
})
