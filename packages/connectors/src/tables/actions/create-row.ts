import { createHash } from 'node:crypto'
import { defineAction, field, z } from '@keyway/sdk'
import { record } from '../../input.ts'
import { rowOutput, table, toRowOutput } from '../fields.ts'

export const createRow = defineAction({
  id: 'tables.create_row',
  title: 'Create row',
  description: 'Adds a row. The same step of the same execution adds it once, however often it runs.',
  effect: 'idempotent',
  standsFor: ['okta-workflows:stash.createRow'],
  input: z.object({ table, values: field(record(), { title: 'Values', description: 'By column name.' }) }),
  output: rowOutput,
  async run(input, { tables, idempotencyKey }) {
    const rowId = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32)
    return toRowOutput(await tables.createRow(input.table, { rowId, values: input.values }))
  },
})
