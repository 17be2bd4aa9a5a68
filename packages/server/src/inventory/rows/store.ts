import type { InventoryKind, ParentRow } from '@keyway/identity'
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../db/database.ts'
import { engineOf } from '../../db/engine.ts'
import type { InventoryChangesTable } from '../../db/schema.ts'
import type { Item, Row } from './item.ts'
import { nameColumns } from './name-columns.ts'

/** Rows of a kind in an org that have these values: those below one parent, or of one variant. */
export interface Unit {
  org: string
  kind: InventoryKind
  /** Column values that all rows of the listing have. */
  within: Row
}

/** A row as far as writing needs it. */
export interface KnownRow {
  id: string
  digest: string
  isDeleted: boolean
}

const bookkeeping = ['org', 'body', 'digest', 'first_seen', 'changed_at', 'deleted_at'] as const

/** Which of these are known, by id. */
export async function findKnown(db: Db, unit: Unit, ids: readonly string[]): Promise<Map<string, KnownRow>> {
  const known = new Map<string, KnownRow>()
  for (const some of portions(ids, 1_000)) {
    const { rows } = await sql<{ id: string; digest: string; deleted_at: number | null }>`
      select ${idOf(unit.kind)} as id, digest, deleted_at from ${tableOf(unit.kind)}
      where ${belongsTo(unit)} and ${idIn(unit, some)}`.execute(db)
    for (const { id, digest, deleted_at } of rows)
      known.set(id, { id, digest, isDeleted: deleted_at !== null })
  }
  return known
}

/** The bodies and names of what is about to change. */
export async function readBodies(
  db: Db,
  unit: Unit,
  ids: readonly string[],
): Promise<{ id: string; body: string }[]> {
  const found: { id: string; body: string }[] = []
  for (const some of portions(ids, 1_000)) {
    const { rows } = await sql<{ id: string; body: string }>`
      select ${idOf(unit.kind)} as id, body from ${tableOf(unit.kind)}
      where ${belongsTo(unit)} and ${idIn(unit, some)}`.execute(db)
    found.push(...rows)
  }
  return found
}

/** Writes rows, new or known, a few hundred in a statement. What was there keeps `first_seen`. */
export async function writeRows(
  db: Db,
  { org, kind }: Pick<Unit, 'org' | 'kind'>,
  { items, now }: { items: readonly Item[]; now: number },
): Promise<void> {
  const [first] = items
  if (first === undefined) return
  const columns = [...new Set([...Object.keys(first.row), ...bookkeeping])]
  const keys = ['org', ...(kind.table === 'okta_objects' ? ['kind'] : []), ...kind.key]
  const kept = new Set([...keys, 'first_seen', 'added_at', 'added_by', 'added_by_type'])
  const changed = columns.filter((column) => !kept.has(column))
  for (const some of portions(items, 500)) {
    const rows = some.map(({ row, digest }) => ({
      ...row,
      org,
      digest,
      first_seen: now,
      changed_at: now,
      deleted_at: null,
    }))
    await sql`insert into ${tableOf(kind)} (${sql.join(columns.map((column) => sql.ref(column)))})
      ${fromJson(db, kind.table, { columns, rows })}
      on conflict (${sql.join(keys.map((column) => sql.ref(column)))}) do update set
      ${sql.join(changed.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}`.execute(db)
  }
  await writeLinks(db, { org, kind }, items)
}

/** The rows of a JSON text as an engine reads them fastest: one parameter however many there are. */
function fromJson(
  db: Db,
  table: string,
  { columns, rows }: { columns: readonly string[]; rows: readonly unknown[] },
): RawBuilder<unknown> {
  const text = JSON.stringify(rows)
  return engineOf(db) === 'postgres'
    ? sql`select ${sql.join(columns.map((column) => sql.ref(column)))}
        from json_populate_recordset(null::${sql.table(table)}, ${text}::json) where true`
    : sql`select ${sql.join(columns.map((column) => sql`value ->> ${sql.lit(column)}`))}
        from json_each(${text}) where true`
}

async function writeLinks(
  db: Db,
  { org, kind }: Pick<Unit, 'org' | 'kind'>,
  items: readonly Item[],
): Promise<void> {
  const links = items.flatMap(({ id, links: found }) =>
    found.map((link) => ({ org, from_kind: kind.id, from_id: id, ...link })),
  )
  // Only objects of the small kinds name others in their bodies.
  if (links.length === 0 && kind.table !== 'okta_objects') return
  for (const some of portions(items, 500)) {
    await db
      .deleteFrom('okta_links')
      .where('org', '=', org)
      .where('from_kind', '=', kind.id)
      .where(
        'from_id',
        'in',
        some.map(({ id }) => id),
      )
      .execute()
  }
  for (const some of portions(links, 500)) {
    await db
      .insertInto('okta_links')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** Ids of what is there, of one listing. */
export async function listIds(db: Db, unit: Unit): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select ${idOf(unit.kind)} as id from ${tableOf(unit.kind)} where ${belongsTo(unit)} and deleted_at is null`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export async function countRows(db: Db, { org, kind }: Pick<Unit, 'org' | 'kind'>): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`
    select count(*) as count from ${tableOf(kind)} where ${belongsTo({ org, kind, within: {} })}
    and deleted_at is null`.execute(db)
  return Number(rows[0]?.count ?? 0)
}

/** Ids of what lies below parents that are gone, or that are no longer listed below. */
export async function listOrphans(
  db: Db,
  { org, kind, parent }: Pick<Unit, 'org' | 'kind'> & { parent: InventoryKind },
): Promise<string[]> {
  const by = kind.parent?.by ?? {}
  const joined = Object.entries(by).map(
    ([column, of]) => sql`${sql.ref(`child.${column}`)} = ${concatenated(of.split('/'), 'parent')}`,
  )
  const { rows } = await sql<{ id: string }>`
    select ${idOf(kind, 'child')} as id from ${tableOf(kind)} as child
    where ${belongsTo({ org, kind, within: {} }, 'child')} and child.deleted_at is null
    and not exists (select 1 from ${tableOf(parent)} as parent where ${sql.join(
      [...joined, isListed({ org, kind, parent })],
      sql` and `,
    )})`.execute(db)
  return rows.map(({ id }) => id)
}

/** Marks rows as gone, or deletes them where their end is remembered by the change alone. */
export async function removeRows(
  db: Db,
  unit: Unit,
  { ids, now }: { ids: readonly string[]; now: number },
): Promise<void> {
  for (const some of portions(ids, 500)) {
    const those = sql`where ${belongsTo(unit)} and ${idIn(unit, some)}`
    await (unit.kind.keeps === 'edge'
      ? sql`delete from ${tableOf(unit.kind)} ${those}`.execute(db)
      : sql`update ${tableOf(unit.kind)} set deleted_at = ${now}, changed_at = ${now} ${those}
          and deleted_at is null`.execute(db))
    await db
      .deleteFrom('okta_links')
      .where('org', '=', unit.org)
      .where('from_kind', '=', unit.kind.id)
      .where('from_id', 'in', some)
      .execute()
  }
}

/** Names of objects, for changes. */
export async function readNames(
  db: Db,
  unit: Unit,
  ids: readonly string[],
): Promise<Map<string, { name: string; body: string }>> {
  const found = new Map<string, { name: string; body: string }>()
  const name = nameColumn(unit.kind)
  for (const some of portions(ids, 1_000)) {
    const { rows } = await sql<{ id: string; name: string; body: string }>`
      select ${idOf(unit.kind)} as id, ${name} as name, body from ${tableOf(unit.kind)}
      where ${belongsTo(unit)} and ${idIn(unit, some)}`.execute(db)
    for (const { id, ...rest } of rows) found.set(id, rest)
  }
  return found
}

/** Objects that a kind is listed below, in the order of their keys, behind one of them. */
export async function listParents(
  db: Db,
  { org, kind, parent }: Pick<Unit, 'org' | 'kind'> & { parent: InventoryKind },
  page: { after: readonly string[] | null; movedSince: number | null; limit: number },
): Promise<ParentRow[]> {
  const { after, movedSince } = page
  const keys = sql.join(parent.key.map((column) => sql.ref(`parent.${column}`)))
  const { rows } = await sql<Record<string, string | number | null>>`
    select ${sql.join(parentColumns(kind, parent).map((column) => sql.ref(`parent.${column}`)))}
    from ${tableOf(parent)} as parent where ${isListed({ org, kind, parent })}
    ${after === null ? sql`` : sql`and (${keys}) > (${sql.join(after)})`}
    ${movedSince === null || kind.parent?.changedAt === undefined ? sql`` : sql`and coalesce(${sql.ref(`parent.${kind.parent.changedAt}`)}, ${movedSince}) >= ${movedSince}`}
    order by ${keys} limit ${page.limit}`.execute(db)
  return rows
}

/** One of them; undefined where it is not listed below. */
export async function findParent(
  db: Db,
  { org, kind, parent }: Pick<Unit, 'org' | 'kind'> & { parent: InventoryKind },
  id: string,
): Promise<ParentRow | undefined> {
  const { rows } = await sql<Record<string, string | number | null>>`
    select ${sql.join(parentColumns(kind, parent).map((column) => sql.ref(`parent.${column}`)))}
    from ${tableOf(parent)} as parent where ${isListed({ org, kind, parent })} and ${idOf(parent, 'parent')} = ${id}`.execute(
    db,
  )
  return rows[0]
}

export async function countParents(
  db: Db,
  { org, kind, parent }: Pick<Unit, 'org' | 'kind'> & { parent: InventoryKind },
): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`
    select count(*) as count from ${tableOf(parent)} as parent where ${isListed({ org, kind, parent })}`.execute(
    db,
  )
  return Number(rows[0]?.count ?? 0)
}

export async function insertChanges(db: Db, changes: readonly InventoryChangesTable[]): Promise<void> {
  for (const some of portions(changes, 200)) await db.insertInto('inventory_changes').values(some).execute()
}

function parentColumns(kind: InventoryKind, parent: InventoryKind): string[] {
  const named = Object.values(kind.parent?.by ?? {}).flatMap((of) => of.split('/'))
  return [...new Set([...parent.key, ...named, ...(kind.parent?.columns ?? [])])]
}

/** Which objects of the parent's kind have a listing of this kind. */
function isListed({ org, kind, parent }: Pick<Unit, 'org' | 'kind'> & { parent: InventoryKind }) {
  const { only = {}, having } = kind.parent ?? {}
  const chosen = Object.entries(only).map(([column, values]) => {
    const ref = sql.ref(`parent.${column}`)
    const named = values.filter((value) => value !== null)
    const isNamed = sql`${ref} in (${sql.join(named)})`
    return values.includes(null) ? sql`(${ref} is null or ${isNamed})` : isNamed
  })
  return sql.join(
    [
      belongsTo({ org, kind: parent, within: {} }, 'parent'),
      sql`parent.deleted_at is null`,
      ...chosen,
      ...(having === undefined ? [] : [sql`${sql.ref(`parent.${having}`)} is not null`]),
    ],
    sql` and `,
  )
}

function belongsTo({ org, kind, within }: Unit, table?: string): RawBuilder<unknown> {
  const ref = (column: string) => sql.ref(table === undefined ? column : `${table}.${column}`)
  const equal = Object.entries({ ...kind.fixed, ...within }).map(
    ([column, value]) => sql`${ref(column)} = ${value}`,
  )
  return sql.join([sql`${ref('org')} = ${org}`, ...equal], sql` and `)
}

/** By the one column of the key that the listing leaves open where there is one: that uses the primary key. */
function idIn({ kind, within }: Unit, ids: readonly string[]): RawBuilder<unknown> {
  const open = kind.key.filter((column) => within[column] === undefined)
  const [column] = open
  if (column === undefined || open.length > 1) {
    const parts = ids.map((id) => id.split('/'))
    const tuples = parts.map((values) => sql`(${sql.join(values)})`)
    return sql`(${sql.join(kind.key.map((name) => sql.ref(name)))}) in (${
      kind.key.length === 1 ? sql.join(ids) : sql`values ${sql.join(tuples)}`
    })`
  }
  const place = kind.key.indexOf(column)
  const values = kind.key.length === 1 ? ids : ids.map((id) => id.split('/')[place] ?? '')
  return sql`${sql.ref(column)} in (${sql.join(values)})`
}

function idOf({ key }: InventoryKind, table?: string): RawBuilder<unknown> {
  return concatenated(key, table)
}

function concatenated(columns: readonly string[], table?: string): RawBuilder<unknown> {
  const refs = columns.map((column) => sql.ref(table === undefined ? column : `${table}.${column}`))
  return sql`(${sql.join(refs, sql` || '/' || `)})`
}

function nameColumn({ table, key }: InventoryKind): RawBuilder<unknown> {
  const column = nameColumns[table]
  return column === null ? concatenated(key) : sql.ref(column)
}

function tableOf({ table }: InventoryKind): RawBuilder<unknown> {
  return sql.table(table)
}

function* portions<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
