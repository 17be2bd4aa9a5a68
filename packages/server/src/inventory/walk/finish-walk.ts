import { getKind, type InventoryKind } from '@keyway/identity'
import type { Db } from '../../db/database.ts'
import type { InventoryKindsTable } from '../../db/schema.ts'
import { countRows, listOrphans } from '../rows/store.ts'
import { removeItems } from '../rows/write-items.ts'
import { dropPages, keepLease, readPages, updateKind } from '../store.ts'

export interface FinishParts {
  db: Db
  owner: string
  leaseUntil: () => number
  now: () => number
}

/** A drop beyond this part of what is known, and beyond a handful, waits for a person. */
const suspiciousPart = 0.5
const handful = 10

/** What a person is asked about: so many of those known were not found any more. */
export interface Held {
  at: number
  gone: number
  known: number
  found: number
}

/**
 * Ends the walk of a kind. What its complete listings did not name is removed now: never where nothing was found at all,
 * and never where suspiciously much would go, until a person says that it is right.
 */
export async function finishWalk(
  { db, owner, leaseUntil, now }: FinishParts,
  { org, kind, row }: { org: string; kind: InventoryKind; row: InventoryKindsTable },
  { isConfirmed = false } = {},
): Promise<void> {
  const at = now()
  const key = { org, kind: kind.id }
  const parent = kind.parent === undefined ? undefined : getKind(kind.parent.kind)
  // Long to find; others shall not wait for it.
  const orphans = parent === undefined ? [] : await listOrphans(db, { org, kind, parent })
  const seen = row.place === null ? 0 : row.seen
  const known = await countRows(db, { org, kind })
  await db.transaction().execute(async (transaction) => {
    await keepLease(transaction, { org, owner, leaseUntil: leaseUntil() })
    // A walk that had nothing to list has left no pages; those there are are of one before it.
    const missing = row.place === null && !isConfirmed ? [] : await readPages(transaction, key, 'gone')
    const ids = [...new Set([...missing, ...orphans])]
    // What went with its parent is no surprise of this walk.
    const gone = missing.length
    const isEmpty = seen === 0 && gone > 0 && kind.parent?.changedAt === undefined
    const isSuspicious = isEmpty || (gone > handful && gone > known * suspiciousPart)
    const isHeld = isSuspicious && !isConfirmed
    const within = { org, kind, within: {} }
    const occasion = { now: at, isKnown: true }
    await removeItems(transaction, within, { ids: isHeld ? [] : ids, occasion })
    if (!isHeld) await dropPages(transaction, key, 'all')
    const held: Held = { at, gone, known, found: seen }
    await updateKind(transaction, key, {
      status: isHeld ? 'held' : 'complete',
      count: isHeld ? known : known - ids.length,
      ...(isHeld ? {} : { listed_from: row.begun_at ?? at, completed_at: at }),
      place: null,
      begun_at: isHeld ? row.begun_at : null,
      failures: 0,
      error: null,
      held: isHeld ? JSON.stringify(held) : null,
      due_at: at + kind.everyMinutes * 60_000,
    })
  })
}
