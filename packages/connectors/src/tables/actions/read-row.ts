import { defineAction, z } from '@keyway/sdk'
import { requireRow, rowId, rowOutput, table, toRowOutput } from '../fields.ts'

export const readRow = defineAction({
  id: 'tables.read_row',
  title: 'Read row',
  description: 'Reads a row by its id. Fails with row_unknown if there is none.',
  effect: 'read',
  standsFor: ['okta-workflows:stash.readRow'],
  input: z.object({ table, rowId }),
  output: rowOutput,
  async run(at, { tables }) {
    return toRowOutput(requireRow(await tables.findRow(at.table, at.rowId), at))
  },
})
