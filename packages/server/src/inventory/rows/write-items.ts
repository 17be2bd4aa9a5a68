import { isJsonObject, type Json } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { newId } from '../../db/new-id.ts'
import type { InventoryChangesTable } from '../../db/schema.ts'
import { diff } from './diff.ts'
import type { Item } from './item.ts'
import { findKnown, insertChanges, readBodies, readNames, removeRows, writeRows, type Unit } from './store.ts'

/** Why something is written: what a change says of itself. */
export interface Occasion {
  now: number
  /** The kind was listed completely before: what comes newly is a change, not just the beginning. */
  isKnown: boolean
  cause?: { at: number; eventId: string | null; actorId: string | null; actorName: string | null }
}

/** How many were written. */
export interface Written {
  created: number
  updated: number
}

/**
 * Writes objects as Okta gave them. What is as it was costs no write; what changed since the first walk leaves its former
 * body in a version.
 */
export async function writeItems(
  db: Db,
  unit: Unit,
  { items, occasion }: { items: readonly Item[]; occasion: Occasion },
): Promise<Written> {
  const latest = new Map(items.map((item) => [item.id, item]))
  const known = await findKnown(db, unit, [...latest.keys()])
  const fresh = [...latest.values()].filter(({ id }) => !known.has(id))
  const changed = [...latest.values()].filter(({ id, digest }) => {
    const row = known.get(id)
    return row !== undefined && (row.digest !== digest || row.isDeleted)
  })
  const before = new Map(
    (
      await readBodies(
        db,
        unit,
        changed.map(({ id }) => id),
      )
    ).map(({ id, body }) => [id, body]),
  )
  const { now } = occasion
  await writeRows(db, unit, { items: [...fresh, ...changed], now })
  const changes = [
    ...(occasion.isKnown ? fresh : []).map((item) => toChange(unit, item, { what: 'created', occasion })),
    ...changed.flatMap((item) => {
      if (known.get(item.id)?.isDeleted === true)
        return [toChange(unit, item, { what: 'restored', occasion, before: before.get(item.id) })]
      const old = before.get(item.id) ?? '{}'
      const fields = diff(toObject(old), toObject(String(item.row['body'])), unit.kind.volatile)
      if (fields.length === 0) return []
      return [
        {
          ...toChange(unit, item, { what: 'updated', occasion, before: old }),
          fields: JSON.stringify(fields),
        },
      ]
    }),
  ]
  await insertChanges(db, changes)
  return { created: fresh.length, updated: changed.length }
}

/** Removes objects that are gone; each leaves a version with what it was. */
export async function removeItems(
  db: Db,
  unit: Unit,
  { ids, occasion }: { ids: readonly string[]; occasion: Occasion },
): Promise<void> {
  const names = await readNames(db, unit, ids)
  await removeRows(db, unit, { ids: [...names.keys()], now: occasion.now })
  await insertChanges(
    db,
    [...names].map(([id, { name, body }]) =>
      toChange(unit, { id, name }, { what: 'deleted', occasion, before: body }),
    ),
  )
}

function toChange(
  { org, kind }: Unit,
  { id, name }: Pick<Item, 'id' | 'name'>,
  about: { what: InventoryChangesTable['what']; occasion: Occasion; before?: string | undefined },
): InventoryChangesTable {
  const { what, occasion, before = null } = about
  const { cause } = occasion
  return {
    id: newId(),
    org,
    kind: kind.id,
    object_id: id,
    name,
    at: cause?.at ?? occasion.now,
    what,
    fields: '[]',
    actor_id: cause?.actorId ?? null,
    actor_name: cause?.actorName ?? null,
    event_id: cause?.eventId ?? null,
    before,
  }
}

function toObject(text: string) {
  const value: Json = JSON.parse(text)
  return isJsonObject(value) ? value : {}
}
