import { anyObject, defineAction, field, z } from '@keyway/sdk'
import { record } from '../../input.ts'
import { table } from '../fields.ts'

export const findByKey = defineAction({
  id: 'tables.find_by_key',
  title: 'Find row by key',
  description: 'Finds the row with these values in the columns of a unique key. None found is no error.',
  effect: 'read',
  input: z.object({
    table,
    key: field(record(), {
      title: 'Key',
      description: 'A value for each column of the key, by column name.',
    }),
  }),
  output: z.object({
    found: field(z.boolean(), { title: 'Found' }),
    rowId: z.string().nullable(),
    createdAt: z.string().nullable(),
    updatedAt: z.string().nullable(),
    version: z.int().nullable(),
    values: anyObject,
  }),
  async run(input, { tables }) {
    const row = await tables.findByKey(input.table, input.key)
    return {
      found: row !== undefined,
      rowId: row?.id ?? null,
      createdAt: row?.createdAt ?? null,
      updatedAt: row?.updatedAt ?? null,
      version: row?.version ?? null,
      values: row?.values ?? {},
    }
  },
})
