import { InputError } from '@keyway/sdk'

/** How large tables may grow. Each can be raised by the setting that its error names. */
export interface TableLimits {
  /** Rows of one table. */
  rows: number
  /** Columns of one table. */
  columns: number
  /** Bytes of one cell, as JSON. */
  cellBytes: number
  /** Bytes of all cells of a row, as JSON. */
  rowBytes: number
}

export const defaultTableLimits: TableLimits = {
  rows: 5_000_000,
  columns: 250,
  cellBytes: 64 * 1024,
  rowBytes: 256 * 1024,
}

/** What the settings allow. */
export function toTableLimits({
  tableRows,
  tableColumns,
  tableCellBytes,
  tableRowBytes,
}: Readonly<Record<`table${Capitalize<keyof TableLimits>}`, number>>): TableLimits {
  return { rows: tableRows, columns: tableColumns, cellBytes: tableCellBytes, rowBytes: tableRowBytes }
}

/** Environment variable and start option of each limit. */
const settings: Readonly<Record<keyof TableLimits, string>> = {
  rows: 'KEYWAY_TABLE_ROWS',
  columns: 'KEYWAY_TABLE_COLUMNS',
  cellBytes: 'KEYWAY_TABLE_CELL_BYTES',
  rowBytes: 'KEYWAY_TABLE_ROW_BYTES',
}

/** An error that says what was found, which limit it passes, and which setting raises it. */
export function overLimit(limit: keyof TableLimits, found: string, most: number): InputError {
  const unit = limit === 'rows' || limit === 'columns' ? limit : 'bytes'
  return new InputError(
    `${found}; the limit is ${most.toLocaleString('en')} ${unit}. Make it smaller, or start Keyway with ${settings[limit]} set higher.`,
    { code: 'table_limit', details: { limit, most } },
  )
}
