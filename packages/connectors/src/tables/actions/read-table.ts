import { anyJson, defineAction, field, z } from '@keyway/sdk'
import { table } from '../fields.ts'

export const readTable = defineAction({
  id: 'tables.read_table',
  title: 'Read table',
  description: 'Lists the columns of a table, without the id and the dates that every row has.',
  effect: 'read',
  standsFor: ['okta-workflows:stash.readTable'],
  input: z.object({ table }),
  output: z.object({
    columns: field(z.array(z.object({ name: z.string(), type: z.string(), default: anyJson })), {
      title: 'Columns',
    }),
  }),
  async run(input, { tables }) {
    return { columns: await tables.listColumns(input.table) }
  },
})
