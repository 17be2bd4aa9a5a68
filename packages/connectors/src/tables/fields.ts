import { InputError, anyJson, anyObject, field, isoDate, z, type TableRow } from '@keyway/sdk'
import { requiredText, withDefault } from '../input.ts'

export const table = field(requiredText(), { title: 'Table', description: 'Name or id.' })

export const rowId = field(requiredText(), { title: 'Row', description: 'Id of the row.' })

/** Conditions of a search or an export. */
export const where = field(
  withDefault(
    z.array(
      z.object({
        column: requiredText(),
        operator: withDefault(z.enum(['=', '!=', '<', '<=', '>', '>=']), '='),
        value: anyJson,
        join: withDefault(z.enum(['AND', 'OR']), 'AND'),
      }),
    ),
    [],
  ),
  {
    title: 'Where',
    description: 'Conditions; "join" says how one is joined to the next. None means all rows.',
  },
)

export const limit = field(withDefault(z.int().min(0), 0), {
  title: 'Limit',
  description: '0 means no limit.',
})

export const offset = field(withDefault(z.int().min(0), 0), { title: 'Offset' })

export const rowOutput = z.object({
  rowId: z.string(),
  createdAt: isoDate,
  updatedAt: isoDate,
  values: anyObject,
})

/** A row as actions answer it. */
export function toRowOutput({ id, ...row }: TableRow): z.input<typeof rowOutput> {
  return { rowId: id, ...row }
}

/** Throws InputError `row_unknown` when there is no such row. */
export function requireRow(row: TableRow | undefined, at: { table: string; rowId: string }): TableRow {
  if (row !== undefined) return row
  throw new InputError(
    `The table "${at.table}" has no row "${at.rowId}". Search for it first; it may be deleted.`,
    { code: 'row_unknown' },
  )
}
