import type { TableStore } from '@keyway/sdk'

function unreachable(): never {
  throw new Error('Expected no call of a table; found one.')
}

/** Tables for tests in which nothing touches them. */
export const noTables: TableStore = {
  listColumns: unreachable,
  createRow: unreachable,
  searchRows: unreachable,
  findRow: unreachable,
  updateRow: unreachable,
  deleteRow: unreachable,
  clearTable: unreachable,
}
