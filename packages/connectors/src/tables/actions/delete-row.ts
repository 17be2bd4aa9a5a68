import { defineAction, field, z } from '@keyway/sdk'
import { rowId, table } from '../fields.ts'

export const deleteRow = defineAction({
  id: 'tables.delete_row',
  title: 'Delete row',
  description: 'Deletes a row by its id. A row that is not there is no error.',
  effect: 'idempotent',
  standsFor: ['okta-workflows:stash.deleteRow'],
  input: z.object({ table, rowId }),
  output: z.object({
    deleted: field(z.boolean(), { title: 'Deleted', description: 'Whether it was there.' }),
  }),
  async run(input, { tables }) {
    return { deleted: await tables.deleteRow(input.table, input.rowId) }
  },
})
