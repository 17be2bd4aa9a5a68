import { InputError, defineAction, field, z } from '@keyway/sdk'
import { table, where } from '../fields.ts'

export const deleteRows = defineAction({
  id: 'tables.delete_rows',
  title: 'Delete rows',
  description:
    'Deletes the rows that meet conditions. Without a condition it deletes nothing: that is what clearing is for.',
  effect: 'idempotent',
  input: z.object({ table, where }),
  output: z.object({ deleted: field(z.int(), { title: 'Deleted rows' }) }),
  async run(input, { tables }) {
    if (input.where.length === 0) {
      throw new InputError(
        'Expected a condition, found none. To delete every row, use the card "Clear table".',
      )
    }
    return { deleted: await tables.deleteRows(input.table, input.where) }
  },
})
