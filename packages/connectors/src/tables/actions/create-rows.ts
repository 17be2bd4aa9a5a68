import { defineAction, field, z } from '@keyway/sdk'
import { record } from '../../input.ts'
import { rowOutput, table, toRowOutput } from '../fields.ts'
import { toStepRowId } from '../row-id.ts'

export const createRows = defineAction({
  id: 'tables.create_rows',
  title: 'Create rows',
  description: 'Adds many rows, all or none. The same step of the same execution adds them once.',
  effect: 'idempotent',
  input: z.object({
    table,
    rows: field(z.array(record()).max(10_000), {
      title: 'Rows',
      description: 'Objects by column name, at most 10,000. A CSV file may have any number.',
    }),
  }),
  output: z.object({ created: z.int(), rows: z.array(rowOutput) }),
  async run(input, { tables, idempotencyKey }) {
    const rows = input.rows.map((values, index) => ({ rowId: toStepRowId(idempotencyKey, index), values }))
    const created = await tables.createRows(input.table, rows)
    return { created: created.length, rows: created.map(toRowOutput) }
  },
})
