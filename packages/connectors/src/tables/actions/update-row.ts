import { defineAction, field, isEmpty, z } from '@keyway/sdk'
import { record, withDefault } from '../../input.ts'
import { requireRow, rowId, rowOutput, table, toRowOutput } from '../fields.ts'

export const updateRow = defineAction({
  id: 'tables.update_row',
  title: 'Update row',
  description: 'Changes the named columns of a row. Fails with row_unknown if there is none.',
  effect: 'idempotent',
  standsFor: ['okta-workflows:stash.updateRow'],
  input: z.object({
    table,
    rowId,
    values: field(withDefault(record(), {}), { title: 'Values', description: 'By column name.' }),
    emptyValues: field(withDefault(z.enum(['keep', 'clear']), 'keep'), {
      title: 'Empty values',
      description: 'keep: leave the column as it is. clear: empty it.',
    }),
  }),
  output: rowOutput,
  async run({ values, emptyValues, ...at }, { tables }) {
    const given = Object.entries(values).filter(([, value]) => emptyValues === 'clear' || !isEmpty(value))
    const changes = { rowId: at.rowId, values: Object.fromEntries(given) }
    return toRowOutput(requireRow(await tables.updateRow(at.table, changes), at))
  },
})
