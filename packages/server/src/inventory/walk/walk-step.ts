import { getKind, type InventoryKind } from '@keyway/identity'
import type { FlowError, Http } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import type { InventoryKindsTable } from '../../db/schema.ts'
import { writeItems } from '../rows/write-items.ts'
import { countParents, listIds, listParents, type Unit } from '../rows/store.ts'
import { addPage, dropPages, keepLease, readPages, updateKind } from '../store.ts'
import { finishWalk } from './finish-walk.ts'
import { firstListings, unitOf, withinOf, type Listing, type Place } from './place.ts'
import { readListing, type ListingAnswer } from './read-listing.ts'

export interface WalkParts {
  db: Db
  owner: string
  /** The way to the org, for one request: by each of its connections until one may. */
  https: (signal: AbortSignal) => Promise<readonly Http[]>
  leaseUntil: () => number
  now: () => number
  signal: AbortSignal
}

/** Listings below parents are read side by side; the rate governor decides how many requests that is. */
const atOnce = 8
const longestBackoffMs = 30 * 60_000
/** Between the change of a group and what a listing shows of it, by the clocks of both sides. */
const clockMarginMs = 5 * 60_000

/**
 * Goes on with the walk of a kind by a page, or by the first pages of a few listings. Rows and place are one transaction.
 * Answers how long to wait before the next step.
 */
export async function stepWalk(parts: WalkParts, org: string, row: InventoryKindsTable): Promise<number> {
  const kind = getKind(row.kind)
  const place = await openListings(parts, { org, kind, row })
  if (typeof place === 'string') return waitForParent(parts, { org, row, parent: place })
  if (place.open.length === 0) {
    await finishWalk(parts, { org, kind, row })
    return 0
  }
  const listings = place.open.slice(0, atOnce)
  const asked = await Promise.all(
    listings.map(async (listing) => ({ listing, answer: await readByAny(parts, kind, listing) })),
  )
  const open = [
    ...asked.flatMap(({ listing, answer }) => stillOpen(listing, answer)),
    ...place.open.slice(atOnce),
  ]
  const next: Place = { ...place, open, done: place.done + place.open.length - open.length }
  if (asked.some(({ answer }) => bringsOn(answer)))
    await keepPages(parts, { org, kind, row, asked, place: next })
  return afterAnswers(parts, { org, row, answers: asked.map(({ answer }) => answer), kind })
}

type Asked = readonly { listing: Listing; answer: ListingAnswer }[]

/** A connection that may not, or whose credentials are refused, leaves it to the org's others. */
async function readByAny(parts: WalkParts, kind: InventoryKind, listing: Listing): Promise<ListingAnswer> {
  let first: ListingAnswer | undefined
  for (const http of await parts.https(parts.signal)) {
    const answer = await readListing(http, kind, listing)
    const mayOther =
      answer.kind === 'forbidden' || (answer.kind === 'failed' && answer.error.statusCode === 401)
    if (!mayOther) return answer
    first ??= answer
  }
  if (first === undefined) throw new Error('The org has no connection any more.')
  return first
}

/** The place to go on from: with listings opened, if those before are over. Or the parent kind that is not known yet. */
async function openListings(
  { db }: WalkParts,
  { org, kind, row }: { org: string; kind: InventoryKind; row: InventoryKindsTable },
): Promise<Place | string> {
  // Written by `keepPages` only.
  const stored: Place | null = JSON.parse(row.place ?? 'null')
  if (kind.parent === undefined) {
    if (stored !== null) return stored
    const open = firstListings(kind)
    return { open, after: null, isLast: true, done: 0, total: open.length }
  }
  const parent = getKind(kind.parent.kind)
  const known = await db
    .selectFrom('inventory_kinds')
    .select('completed_at')
    .where('org', '=', org)
    .where('kind', '=', parent.id)
    .executeTakeFirst()
  if (known === undefined || known.completed_at === null) return parent.id
  const place = stored ?? {
    open: [],
    after: null,
    isLast: false,
    done: 0,
    total: await countParents(db, { org, kind, parent }),
  }
  if (place.open.length > 0 || place.isLast) return place
  const rows = await listParents(
    db,
    { org, kind, parent },
    {
      after: place.after,
      movedSince: row.listed_from === null ? null : row.listed_from - clockMarginMs,
      limit: atOnce,
    },
  )
  const last = rows.at(-1)
  return {
    ...place,
    open: rows.map((parentRow) => ({ parent: parentRow, variant: null, next: null })),
    after: last === undefined ? place.after : parent.key.map((column) => String(last[column])),
    isLast: last === undefined,
  }
}

async function waitForParent(
  { db, now }: WalkParts,
  { org, row, parent }: { org: string; row: InventoryKindsTable; parent: string },
): Promise<number> {
  const of = await db
    .selectFrom('inventory_kinds')
    .select(['status', 'error'])
    .where('org', '=', org)
    .where('kind', '=', parent)
    .executeTakeFirst()
  const status = of?.status === 'forbidden' || of?.status === 'unavailable' ? of.status : 'waiting'
  const message = `${getKind(parent).title} have to be known first.`
  const at = now()
  const error =
    status === 'waiting' ? null : JSON.stringify({ at, code: 'parent_unknown', message, scope: null })
  await updateKind(db, { org, kind: row.kind }, { status, error, due_at: at + 60_000 })
  return 0
}

/** Whether the place is another one after an answer. */
function bringsOn({ kind }: ListingAnswer): boolean {
  return kind === 'page' || kind === 'absent' || kind === 'lost'
}

/** What of a listing remains after an answer. */
function stillOpen(listing: Listing, answer: ListingAnswer): Listing[] {
  switch (answer.kind) {
    case 'page':
      return answer.next === null ? [] : [{ ...listing, next: answer.next }]
    case 'absent':
      return []
    case 'lost':
      return [{ ...listing, next: null }]
    case 'wait':
    case 'forbidden':
    case 'failed':
      return [listing]
  }
}

async function keepPages(
  { db, owner, leaseUntil, now }: WalkParts,
  step: { org: string; kind: InventoryKind; row: InventoryKindsTable; asked: Asked; place: Place },
): Promise<void> {
  const { org, kind, row, asked, place } = step
  const at = now()
  const begun = row.place === null
  const known = await knownOfComplete(db, { org, kind, asked })
  await db.transaction().execute(async (transaction) => {
    await keepLease(transaction, { org, owner, leaseUntil: leaseUntil() })
    if (begun) await dropPages(transaction, { org, kind: kind.id }, 'all')
    let seen = begun ? 0 : row.seen
    for (const { listing, answer } of asked) {
      const unit = unitOf(kind, listing)
      const key = { org, kind: kind.id }
      if (answer.kind === 'lost') await dropPages(transaction, key, { unit })
      if (answer.kind !== 'page') continue
      const within: Unit = { org, kind, within: withinOf(kind, listing) }
      const { items, next } = answer
      const occasion = { now: at, isKnown: row.completed_at !== null }
      await writeItems(transaction, within, { items, occasion })
      seen += items.length
      const ids = items.map(({ id }) => id)
      if (next !== null) {
        await addPage(transaction, { ...key, unit, ids: JSON.stringify(ids), is_gone: 0 })
        continue
      }
      // The listing is complete: what it did not name is gone, if the walk as a whole ends well.
      const earlier = listing.next === null ? [] : await readPages(transaction, key, { unit })
      const there = new Set([...earlier, ...ids])
      const gone = (known.get(listing) ?? []).filter((id) => !there.has(id))
      if (listing.next !== null) await dropPages(transaction, key, { unit })
      if (gone.length > 0) await addPage(transaction, { ...key, unit, ids: JSON.stringify(gone), is_gone: 1 })
    }
    await updateKind(
      transaction,
      { org, kind: kind.id },
      {
        status: 'walking',
        seen,
        place: JSON.stringify(place),
        ...(begun ? { begun_at: at, held: null } : {}),
      },
    )
  })
}

/** What is there of listings that are complete now: read outside the transaction, which others wait for. */
async function knownOfComplete(
  db: Db,
  { org, kind, asked }: { org: string; kind: InventoryKind; asked: Asked },
): Promise<Map<Listing, string[]>> {
  const known = new Map<Listing, string[]>()
  for (const { listing, answer } of asked) {
    if (answer.kind !== 'page' || answer.next !== null) continue
    known.set(listing, await listIds(db, { org, kind, within: withinOf(kind, listing) }))
  }
  return known
}

/** What the answers mean for the kind, beside their rows. */
async function afterAnswers(
  { db, now }: WalkParts,
  step: { org: string; row: InventoryKindsTable; kind: InventoryKind; answers: readonly ListingAnswer[] },
): Promise<number> {
  const { org, row, kind, answers } = step
  const key = { org, kind: row.kind }
  const at = now()
  const note = (error: FlowError) =>
    JSON.stringify({ at, code: error.code, message: error.message, scope: kind.scope })
  for (const answer of answers) {
    if (answer.kind === 'forbidden') {
      // Whoever may read it one day begins anew: what is known stays, and says how old it is.
      const due_at = at + kind.everyMinutes * 60_000
      await updateKind(db, key, { status: 'forbidden', error: note(answer.error), due_at, place: null })
      return 0
    }
    if (answer.kind === 'failed') {
      const failures = row.failures + 1
      const backoff = Math.min(longestBackoffMs, 2_000 * 2 ** Math.min(failures, 12))
      await updateKind(db, key, {
        status: 'failed',
        failures,
        error: note(answer.error),
        due_at: at + backoff,
      })
      return 0
    }
  }
  const [only] = answers
  if (kind.parent === undefined && kind.variants === undefined && only?.kind === 'absent') {
    const due_at = at + kind.everyMinutes * 60_000
    await updateKind(db, key, { status: 'unavailable', error: note(only.error), due_at, place: null })
    return 0
  }
  const waits = answers.flatMap((answer) => (answer.kind === 'wait' ? [answer.ms] : []))
  return waits.length === 0 ? 0 : Math.min(...waits)
}
