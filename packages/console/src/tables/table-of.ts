import type { AnswerOf, tables } from '@keyway/api'

export type TableOf = AnswerOf<typeof tables.getTable>
export type RowOf = AnswerOf<typeof tables.getTableRow>
export type ColumnType = TableOf['columns'][number]['type']
export const columnTypes: readonly ColumnType[] = ['text', 'number', 'boolean', 'date']
