import { defineConnector, z } from '@keyway/sdk'
import { clearTable } from './actions/clear-table.ts'
import { createRow } from './actions/create-row.ts'
import { deleteRow } from './actions/delete-row.ts'
import { exportToCsv } from './actions/export-to-csv.ts'
import { compareAndSet } from './actions/compare-and-set.ts'
import { createRows } from './actions/create-rows.ts'
import { deleteRows } from './actions/delete-rows.ts'
import { findByKey } from './actions/find-by-key.ts'
import { importFromCsv } from './actions/import-from-csv.ts'
import { upsertRow } from './actions/upsert-row.ts'
import { readRow } from './actions/read-row.ts'
import { readTable } from './actions/read-table.ts'
import { searchRows } from './actions/search-rows.ts'
import { updateRow } from './actions/update-row.ts'

export const tables = defineConnector({
  id: 'tables',
  title: 'Tables',
  description: "Keyway's own tables. No account is needed.",
  connection: z.object({}),
  actions: [
    createRow,
    createRows,
    upsertRow,
    searchRows,
    findByKey,
    readRow,
    updateRow,
    compareAndSet,
    deleteRow,
    deleteRows,
    clearTable,
    readTable,
    importFromCsv,
    exportToCsv,
  ],
})
