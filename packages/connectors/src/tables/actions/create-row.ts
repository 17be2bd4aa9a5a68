import { createHash } from 'node:crypto'
import { anyObject, defineAction, field, isoDate, z } from '@keyway/sdk'
import { record } from '../../input.ts'
import { table } from '../fields.ts'

export const createRow = defineAction({
  id: 'tables.create_row',
  title: 'Create row',
  description: 'Adds a row. The same step of the same execution adds it once, however often it runs.',
  effect: 'idempotent',
  standsFor: ['okta-workflows:stash.createRow'],
  input: z.object({ table, values: field(record(), { title: 'Values', description: 'By column name.' }) }),
  output: z.object({ rowId: z.string(), createdAt: isoDate, updatedAt: isoDate, values: anyObject }),
  async run(input, { tables, idempotencyKey }) {
    const rowId = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32)
    const row = await tables.createRow(input.table, { rowId, values: input.values })
    return { rowId: row.id, createdAt: row.createdAt, updatedAt: row.updatedAt, values: row.values }
  },
})
