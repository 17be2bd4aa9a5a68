import { InputError, anyJson, anyObject, field, isoDate, tableOperators, z, type TableRow } from '@keyway/sdk'
import { record, requiredText, withDefault } from '../input.ts'

export const table = field(requiredText(), { title: 'Table', description: 'Name or id.' })

export const rowId = field(requiredText(), { title: 'Row', description: 'Id of the row.' })

/** Conditions of a search or an export. */
export const where = field(
  withDefault(
    z.array(
      z.object({
        column: requiredText(),
        operator: withDefault(z.enum(tableOperators), '='),
        // The operators "is empty" and "is not empty" take none.
        value: z.preprocess((value) => value ?? null, anyJson),
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

export const values = field(record(), { title: 'Values', description: 'By column name.' })

export const key = field(
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(requiredText()).min(1)),
  { title: 'Key', description: 'Columns that together are unique in the table.' },
)

export const delimiter = field(
  withDefault(z.string().regex(/^[^"\r\n]$/, 'Enter one character, not a quote.'), ','),
  { title: 'Delimiter' },
)

export const rowOutput = z.object({
  rowId: z.string(),
  createdAt: isoDate,
  updatedAt: isoDate,
  version: z.int(),
  values: anyObject,
})

/** A row as actions answer it. */
export function toRowOutput({ id, ...row }: TableRow): z.input<typeof rowOutput> {
  return { rowId: id, ...row }
}

/** Throws InputError `row_unknown` when there is no such row. */
export function requireRow<Found>(row: Found | undefined, at: { table: string; rowId: string }): Found {
  if (row !== undefined) return row
  throw new InputError(
    `The table "${at.table}" has no row "${at.rowId}". Search for it first; it may be deleted.`,
    { code: 'row_unknown' },
  )
}
