import type { inventory } from '@keyway/api'
import type { InventoryKind } from '@keyway/identity'
import type { Json, z } from '@keyway/sdk'
import { sql } from 'kysely'
import { parseCursor, toPage, type Page } from '../../cursor.ts'
import type { Db } from '../../db/database.ts'
import { nameColumns } from '../rows/name-columns.ts'

type Found = Omit<z.input<typeof inventory.getObject.answer>, 'kind' | 'objectId' | 'versions'>
type Listed = z.input<typeof inventory.listObjects.answer>['items'][number]

interface Of {
  org: string
  kind: InventoryKind
}

/** One object as Okta last gave it. */
export async function findObject(db: Db, { org, kind }: Of, objectId: string): Promise<Found | undefined> {
  const keys = objectId.split('/')
  // Keys of most kinds are one column, and ids may have slashes.
  const values = kind.key.length === 1 ? [objectId] : keys
  const equal = kind.key.map((column, place) => sql`${sql.ref(column)} = ${values[place] ?? ''}`)
  const { rows } = await sql<{
    body: string
    name: string
    first_seen: number
    changed_at: number
    deleted_at: number | null
  }>`
    select body, ${nameOf(kind)} as name, first_seen, changed_at, deleted_at from ${sql.table(kind.table)}
    where ${sql.join([ownedBy({ org, kind }), ...equal], sql` and `)}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const walked = await db
    .selectFrom('inventory_kinds')
    .select('completed_at')
    .where('org', '=', org)
    .where('kind', '=', kind.id)
    .executeTakeFirst()
  return {
    name: row.name,
    body: JSON.parse(row.body) as Json,
    firstSeen: row.first_seen,
    changedAt: row.changed_at,
    lastSeen: row.deleted_at ?? Math.max(row.changed_at, walked?.completed_at ?? 0),
    deletedAt: row.deleted_at,
  }
}

/** Objects of a kind in the order of their ids. Kinds with a table of their own have pages of their own. */
export async function listObjects(
  db: Db,
  { org, kind }: Of,
  query: { cursor?: string | undefined; limit: number; parentId?: string | undefined },
): Promise<Page<Listed>> {
  if (kind.table !== 'okta_objects') return listOfTable(db, { org, kind }, query)
  let select = db
    .selectFrom('okta_objects')
    .select(['id', 'name', 'type', 'status', 'parent_id', 'subject_id', 'created_at', 'updated_at'])
    .where('org', '=', org)
    .where('kind', '=', kind.id)
    .where('deleted_at', 'is', null)
  if (query.parentId !== undefined) select = select.where('parent_id', '=', query.parentId)
  if (query.cursor !== undefined) {
    const [after] = parseCursor(query.cursor, ['string'])
    select = select.where('id', '>', String(after))
  }
  const rows = await select
    .orderBy('id')
    .limit(query.limit + 1)
    .execute()
  const { items, next } = toPage(rows, query.limit, ({ id }) => [id])
  return {
    items: items.map((row) => ({
      objectId: row.id,
      name: row.name,
      type: row.type,
      status: row.status,
      parentId: row.parent_id,
      subjectId: row.subject_id,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    })),
    next,
  }
}

async function listOfTable(
  db: Db,
  { org, kind }: Of,
  query: { cursor?: string | undefined; limit: number },
): Promise<Page<Listed>> {
  const id = keyOf(kind)
  const after = query.cursor === undefined ? null : String(parseCursor(query.cursor, ['string'])[0])
  const { rows } = await sql<{ id: string; name: string; changed_at: number }>`
    select ${id} as id, ${nameOf(kind)} as name, changed_at from ${sql.table(kind.table)}
    where ${ownedBy({ org, kind })} and deleted_at is null
    ${after === null ? sql`` : sql`and (${keysOf(kind)}) > (${sql.join(kind.key.length === 1 ? [after] : after.split('/'))})`}
    order by ${keysOf(kind)} limit ${query.limit + 1}`.execute(db)
  const { items, next } = toPage(rows, query.limit, (row) => [row.id])
  const nothing = { type: null, status: null, parentId: null, subjectId: null, createdAt: null }
  return {
    items: items.map((row) => ({ objectId: row.id, name: row.name, ...nothing, updatedAt: row.changed_at })),
    next,
  }
}

function ownedBy({ org, kind }: Of) {
  const fixed = Object.entries(kind.fixed ?? {}).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  return sql.join([sql`org = ${org}`, ...fixed], sql` and `)
}

function keysOf({ key }: InventoryKind) {
  return sql.join(key.map((column) => sql.ref(column)))
}

function keyOf({ key }: Pick<InventoryKind, 'key'>) {
  return sql`(${sql.join(
    key.map((column) => sql.ref(column)),
    sql` || '/' || `,
  )})`
}

function nameOf({ table, key }: InventoryKind) {
  const column = nameColumns[table]
  return column === null ? keyOf({ key }) : sql.ref(column)
}
