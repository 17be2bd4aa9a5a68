import { getKind, type InventoryKind, type ParentRow } from '@keyway/identity'
import type { Http } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import type { InventoryMarksTable } from '../../db/schema.ts'
import { findKnown, findParent, listIds } from '../rows/store.ts'
import { removeItems, writeItems, type Occasion } from '../rows/write-items.ts'
import type { Item } from '../rows/item.ts'
import { keepLease, listKindRows } from '../store.ts'
import { fillPath, withinOf, type Listing } from '../walk/place.ts'
import { readListing, readObject } from '../walk/read-listing.ts'
import { dropMark, listDueMarks, noteDelay, putOffMark } from './store.ts'

export interface RefreshParts {
  db: Db
  owner: string
  https: (signal: AbortSignal) => Promise<readonly Http[]>
  leaseUntil: () => number
  now: () => number
  signal: AbortSignal
}

const atOnce = 6
const mostTries = 8
/** A whole kind is not listed again sooner than this after it was, however many events touch it. */
const restMs = 5_000

/** Reads again what events touched, a few objects side by side. Answers how long to wait before the next; null: nothing to do. */
export async function refresh(parts: RefreshParts, org: string): Promise<number | null> {
  const { db, now } = parts
  const marks = await listDueMarks(db, org, { now: now(), limit: atOnce })
  if (marks.length === 0) return null
  const waits = await Promise.all(marks.map((mark) => refreshOne(parts, mark)))
  return Math.min(...waits)
}

async function refreshOne(parts: RefreshParts, mark: InventoryMarksTable): Promise<number> {
  const { db, now } = parts
  const kind = getKind(mark.kind)
  const done = await readMarked(parts, kind, mark)
  if (done === 'done') {
    await dropMark(db, mark)
    return 0
  }
  if (done.kind === 'wait') {
    await putOffMark(db, mark, { due_at: now() + done.ms, tries: mark.tries })
    return 0
  }
  const tries = mark.tries + 1
  // The next walk finds what was missed here.
  if (tries >= mostTries) await dropMark(db, mark)
  else await putOffMark(db, mark, { due_at: now() + 1_000 * 2 ** tries, tries })
  return 0
}

type Done = 'done' | { kind: 'wait'; ms: number } | { kind: 'again' }

async function readMarked(
  parts: RefreshParts,
  kind: InventoryKind,
  mark: InventoryMarksTable,
): Promise<Done> {
  switch (mark.what) {
    case 'all':
      return walkSoon(parts, mark)
    case 'object':
      return readOne(parts, kind, mark)
    case 'children':
      return readChildren(parts, kind, mark)
  }
}

/** Makes the whole kind due, once the walk under way is over, which may have passed the object already. */
async function walkSoon({ db, now }: RefreshParts, { org, kind }: InventoryMarksTable): Promise<Done> {
  const row = (await listKindRows(db, org)).find((one) => one.kind === kind)
  if (row === undefined) return 'done'
  if (row.place !== null) return { kind: 'wait', ms: 1_000 }
  const earliest = (row.completed_at ?? 0) + restMs
  if (now() < earliest) return { kind: 'wait', ms: earliest - now() }
  await db
    .updateTable('inventory_kinds')
    .set({ due_at: now() })
    .where('org', '=', org)
    .where('kind', '=', kind)
    .execute()
  return 'done'
}

async function readOne(parts: RefreshParts, kind: InventoryKind, mark: InventoryMarksTable): Promise<Done> {
  const { db } = parts
  const { org, id } = mark
  if (kind.one === undefined) return 'done'
  const keys = id.split('/')
  const row: ParentRow = Object.fromEntries(kind.key.map((column, place) => [column, keys[place] ?? '']))
  const parent: ParentRow = { ...row, ...parentColumns(kind, row) }
  const listing: Listing = { parent, variant: null, next: null }
  const within = { org, kind, within: {} }
  for (const http of await parts.https(parts.signal)) {
    const answer = await readObject(http, kind, { path: fillPath(kind.one, row), listing })
    if (answer.kind === 'forbidden') continue
    if (answer.kind === 'wait') return answer
    if (answer.kind !== 'object') return { kind: 'again' }
    const { item } = answer
    const known = item === undefined ? await findKnown(db, within, [id]) : new Map()
    await keep(parts, mark, async (transaction, occasion) => {
      if (item !== undefined) await writeItems(transaction, within, { items: [item], occasion })
      else if (known.get(id)?.isDeleted === false)
        await removeItems(transaction, within, { ids: [id], occasion })
    })
    return 'done'
  }
  return 'done'
}

/** The columns that a listing would have of the parent, out of the object's own key. */
function parentColumns(kind: InventoryKind, row: ParentRow): ParentRow {
  return Object.fromEntries(
    Object.entries(kind.parent?.by ?? {}).map(([column, of]) => [of, row[column] ?? null]),
  )
}

/** Lists all of a kind below one parent. The listing is complete, so that what it does not name is gone. */
async function readChildren(
  parts: RefreshParts,
  kind: InventoryKind,
  mark: InventoryMarksTable,
): Promise<Done> {
  const { db } = parts
  const { org, id } = mark
  if (kind.parent === undefined) return 'done'
  const parent = getKind(kind.parent.kind)
  // A parent that was made a moment ago is known by its id alone.
  const row = (await findParent(db, { org, kind, parent }, id)) ?? { [parent.key[0] ?? 'id']: id }
  const first: Listing = { parent: row, variant: null, next: null }
  const within = { org, kind, within: withinOf(kind, first) }
  for (const http of await parts.https(parts.signal)) {
    const items: Item[] = []
    let next: string | null = null
    let isForbidden = false
    do {
      const answer = await readListing(http, kind, { ...first, next })
      if (answer.kind === 'forbidden') isForbidden = true
      else if (answer.kind === 'wait') return answer
      else if (answer.kind === 'absent') return 'done'
      else if (answer.kind !== 'page') return { kind: 'again' }
      else items.push(...answer.items)
      next = answer.kind === 'page' ? answer.next : null
    } while (next !== null)
    if (isForbidden) continue
    const there = new Set(items.map((item) => item.id))
    const gone = (await listIds(db, within)).filter((one) => !there.has(one))
    await keep(parts, mark, async (transaction, occasion) => {
      await writeItems(transaction, within, { items, occasion })
      await removeItems(transaction, within, { ids: gone, occasion })
    })
    return 'done'
  }
  return 'done'
}

async function keep(
  { db, owner, leaseUntil, now }: RefreshParts,
  mark: InventoryMarksTable,
  write: (transaction: Db, occasion: Occasion) => Promise<void>,
): Promise<void> {
  const { org } = mark
  const at = now()
  const cause = {
    at: mark.event_at,
    eventId: mark.event_id,
    actorId: mark.actor_id,
    actorName: mark.actor_name,
  }
  await db.transaction().execute(async (transaction) => {
    await keepLease(transaction, { org, owner, leaseUntil: leaseUntil() })
    await write(transaction, { now: at, isKnown: true, cause })
    await noteDelay(transaction, org, { delayMs: Math.max(0, at - mark.event_at), now: at })
  })
}
