import type { TableStore } from '@keyway/sdk'

function unreachable(): never {
  throw new Error('Expected no call of a table; found one.')
}

/** Tables for tests in which nothing touches them. */
export const noTables: TableStore = {
  describeTable: unreachable,
  createRow: unreachable,
  createRows: unreachable,
  upsertRow: unreachable,
  searchRows: unreachable,
  pageRows: unreachable,
  findRow: unreachable,
  findByKey: unreachable,
  updateRow: unreachable,
  compareAndSet: unreachable,
  deleteRow: unreachable,
  deleteRows: unreachable,
  clearTable: unreachable,
  importCsv: unreachable,
}
