import { defineAction, z } from '@keyway/sdk'
import { rowOutput, table, toRowOutput, values } from '../fields.ts'
import { toStepRowId } from '../row-id.ts'

export const createRow = defineAction({
  id: 'tables.create_row',
  title: 'Create row',
  description: 'Adds a row. The same step of the same execution adds it once, however often it runs.',
  effect: 'idempotent',
  standsFor: ['okta-workflows:stash.createRow'],
  input: z.object({ table, values }),
  output: rowOutput,
  async run(input, { tables, idempotencyKey }) {
    const rowId = toStepRowId(idempotencyKey)
    return toRowOutput(await tables.createRow(input.table, { rowId, values: input.values }))
  },
})
