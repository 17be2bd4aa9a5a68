import { defineConnector, z } from '@keyway/sdk'
import { createRow } from './actions/create-row.ts'
import { searchRows } from './actions/search-rows.ts'

export const tables = defineConnector({
  id: 'tables',
  title: 'Tables',
  description: "Keyway's own tables. No account is needed.",
  connection: z.object({}),
  actions: [createRow, searchRows],
})
