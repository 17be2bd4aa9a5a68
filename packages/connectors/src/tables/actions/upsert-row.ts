import { defineAction, field, z } from '@keyway/sdk'
import { key, rowOutput, table, toRowOutput, values } from '../fields.ts'
import { toStepRowId } from '../row-id.ts'

export const upsertRow = defineAction({
  id: 'tables.upsert_row',
  title: 'Create or update row',
  description:
    'Changes the row that has the same values in the columns of a unique key, or adds it if there is none.',
  effect: 'idempotent',
  input: z.object({ table, key, values }),
  output: rowOutput.extend({ isNew: field(z.boolean(), { title: 'Is new' }) }),
  async run(input, { tables, idempotencyKey }) {
    const { isNew, row } = await tables.upsertRow(input.table, {
      rowId: toStepRowId(idempotencyKey),
      key: input.key,
      values: input.values,
    })
    return { ...toRowOutput(row), isNew }
  },
})
