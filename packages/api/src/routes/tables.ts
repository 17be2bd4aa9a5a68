import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, page, pageQuery, time } from '../shapes.ts'

const table = z.object({
  id,
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.enum(['text', 'number', 'boolean', 'date']) })),
  rows: z.int(),
})

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
