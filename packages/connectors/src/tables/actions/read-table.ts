import { anyJson, defineAction, field, z } from '@keyway/sdk'
import { table } from '../fields.ts'

export const readTable = defineAction({
  id: 'tables.read_table',
  title: 'Read table',
  description:
    'Describes the columns and the unique keys of a table, without the id and the dates that every row has.',
  effect: 'read',
  standsFor: ['okta-workflows:stash.readTable'],
  input: z.object({ table }),
  output: z.object({
    columns: field(
      z.array(z.object({ name: z.string(), type: z.string(), default: anyJson, required: z.boolean() })),
      {
        title: 'Columns',
      },
    ),
    keys: field(z.array(z.array(z.string())), {
      title: 'Unique keys',
      description: 'Each a list of columns.',
    }),
  }),
  async run(input, { tables }) {
    const { columns, keys } = await tables.describeTable(input.table)
    return { columns, keys }
  },
})
