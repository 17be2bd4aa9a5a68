import { defineAction, field, z } from '@keyway/sdk'
import { table } from '../fields.ts'

export const clearTable = defineAction({
  id: 'tables.clear_table',
  title: 'Clear table',
  description: 'Deletes every row of a table; its columns stay.',
  effect: 'idempotent',
  standsFor: ['okta-workflows:stash.clearTable'],
  input: z.object({ table }),
  output: z.object({ cleared: field(z.int(), { title: 'Cleared rows' }) }),
  async run(input, { tables }) {
    return { cleared: await tables.clearTable(input.table) }
  },
})
