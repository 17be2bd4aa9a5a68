import type { inventory } from '@keyway/api'
import type { Json, z } from '@keyway/sdk'
import { parseCursor, toPage, type Page } from '../../cursor.ts'
import type { Db } from '../../db/database.ts'
import type { InventoryChangesTable } from '../../db/schema.ts'

type Change = z.input<typeof inventory.change>
type ChangeQuery = z.output<typeof inventory.listChanges.query>

/** What changed, newest first. */
export async function listChanges(db: Db, query: ChangeQuery): Promise<Page<Change>> {
  let select = db.selectFrom('inventory_changes').selectAll()
  if (query.org !== undefined) select = select.where('org', '=', query.org)
  if (query.kind !== undefined) select = select.where('kind', '=', query.kind)
  if (query.objectId !== undefined) select = select.where('object_id', '=', query.objectId)
  if (query.since !== undefined) select = select.where('at', '>=', query.since)
  if (query.cursor !== undefined) {
    const [at, id] = parseCursor(query.cursor, ['number', 'string'])
    select = select.where((e) =>
      e.or([e('at', '<', Number(at)), e.and([e('at', '=', Number(at)), e('id', '<', String(id))])]),
    )
  }
  const rows = await select
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const { items, next } = toPage(rows, query.limit, ({ at, id }) => [at, id])
  return { items: items.map(toChange), next }
}

/** The versions of one object, newest first: what it was before each change. */
export async function listVersions(
  db: Db,
  { org, kind, objectId }: { org: string; kind: string; objectId: string },
): Promise<(Change & { before: Json })[]> {
  const rows = await db
    .selectFrom('inventory_changes')
    .selectAll()
    .where('org', '=', org)
    .where('kind', '=', kind)
    .where('object_id', '=', objectId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...toChange(row), before: JSON.parse(row.before ?? 'null') as Json }))
}

function toChange(row: InventoryChangesTable): Change {
  const { id, org, kind, object_id, name, at, what, fields, actor_id, actor_name, event_id } = row
  return {
    id,
    org,
    kind,
    objectId: object_id,
    name,
    at,
    what,
    // Written by `writeItems`.
    fields: JSON.parse(fields) as Change['fields'],
    actor: actor_id === null ? null : { id: actor_id, name: actor_name },
    eventId: event_id,
  }
}
