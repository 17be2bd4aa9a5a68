import type { Row } from '../row.ts'

type Said = Pick<Row, 'given' | 'sends' | 'missing'> & Partial<Row>

/** What rows have in common whose actions were declared in one way. */

export const reading = (row: Said & Pick<Row, 'gives'>): Row => ({ effect: 'read', ...row })

/** All of a kind in the org: nothing it could miss. */
export const listing = (
  row: Omit<Said, 'missing'> & Pick<Row, 'gives'> & Partial<Pick<Row, 'missing'>>,
): Row => ({
  effect: 'read',
  missing: { never: 'it lists what the org has' },
  ...row,
})

/** A move to another status, which who is there already need not make. */
export const moving = (row: Said): Row => ({
  effect: 'idempotent',
  gives: { changed: true },
  again: { gives: { statusCode: 200, changed: false } },
  ...row,
})

/** Deletion of what was there: what never was is an error. */
export const deleting = (row: Said): Row => ({
  effect: 'destructive',
  gives: { statusCode: 204 },
  again: { fails: 'okta_E0000007' },
  ...row,
})

export const creating = (row: Said & Pick<Row, 'gives'>): Row => ({ effect: 'write', ...row })
export const changing = (row: Said & Pick<Row, 'gives'>): Row => ({ effect: 'idempotent', ...row })
