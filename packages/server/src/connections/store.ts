import type { Json } from '@keyway/sdk'
import { sql, type Kysely } from 'kysely'
import { newId } from '../db/new-id.ts'
import type { ConnectionsTable, Schema } from '../db/schema.ts'

type Db = Kysely<Schema>

/** A connection as it is stored: secrets still sealed. */
export interface StoredConnection {
  id: string
  name: string
  connector: string
  settings: { [key: string]: Json }
  sealedSecrets: string
  createdAt: number
  updatedAt: number
  test: { at: number; ok: boolean; message: string } | null
  /** Whether it failed when it was last used or tested, also where it was changed since. */
  isFailing: boolean
}

/** All connections by name. */
export async function listStoredConnections(db: Db): Promise<StoredConnection[]> {
  return (await db.selectFrom('connections').selectAll().orderBy('name').execute()).map(toStored)
}

export async function findStoredConnection(db: Db, id: string): Promise<StoredConnection | undefined> {
  const row = await db.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : toStored(row)
}

export async function isNameTaken(db: Db, name: string, exceptId: string): Promise<boolean> {
  const other = await db
    .selectFrom('connections')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', exceptId)
    .executeTakeFirst()
  return other !== undefined
}

/** An id for a connection that is about to be made: its secrets are sealed for it first. */
export function newConnectionId(): string {
  return newId()
}

export async function insertConnection(
  db: Db,
  connection: Omit<StoredConnection, 'createdAt' | 'updatedAt' | 'test' | 'isFailing'>,
): Promise<void> {
  const { id, name, connector, settings, sealedSecrets } = connection
  const now = Date.now()
  await db
    .insertInto('connections')
    .values({
      id,
      name,
      connector,
      settings: JSON.stringify(settings),
      secrets: sealedSecrets,
      created_at: now,
      updated_at: now,
      tested_at: null,
      test_ok: null,
      test_message: null,
    })
    .execute()
}

/** Writes a changed connection. What an earlier test found no longer counts; that it failed is news when it works again. */
export async function replaceConnection(
  db: Db,
  connection: Pick<StoredConnection, 'id' | 'name' | 'settings' | 'sealedSecrets'>,
): Promise<void> {
  const { id, name, settings, sealedSecrets } = connection
  await db
    .updateTable('connections')
    .set({
      name,
      settings: JSON.stringify(settings),
      secrets: sealedSecrets,
      updated_at: Date.now(),
      tested_at: null,
      test_ok: sql`case when test_ok = 0 then 0 end`,
      test_message: null,
    })
    .where('id', '=', id)
    .execute()
}

/** What a test of a connection, or an action, found. */
export interface Finding {
  /** Milliseconds since 1970. */
  at: number
  ok: boolean
  message: string
}

/** Keeps a finding where it is news: the first failure, or the first success after one. Answers whether it is. */
export async function recordNews(db: Db, id: string, { at, ok, message }: Finding): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('connections')
    .set({ tested_at: at, test_ok: ok ? 1 : 0, test_message: message })
    .where('id', '=', id)
    .where((e) => (ok ? e('test_ok', '=', 0) : e.or([e('test_ok', 'is', null), e('test_ok', '=', 1)])))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps what a test found. Answers whether it is news, as `recordNews` does. */
export async function recordTest(db: Db, id: string, test: Finding): Promise<boolean> {
  if (await recordNews(db, id, test)) return true
  const { at, ok, message } = test
  await db
    .updateTable('connections')
    .set({ tested_at: at, test_ok: ok ? 1 : 0, test_message: message })
    .where('id', '=', id)
    .execute()
  return false
}

export async function deleteStoredConnection(db: Db, id: string): Promise<void> {
  await db.deleteFrom('connections').where('id', '=', id).execute()
}

/** How many flows are bound to each connection, by connection id; those without flows are left out. */
export async function countFlows(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('flow_connections')
    .select(({ fn }) => ['connection_id', fn.count<number | string>('flow_id').distinct().as('flows')])
    .groupBy('connection_id')
    .execute()
  // PostgreSQL counts in 64 bits, which its driver hands over as text.
  return new Map(rows.map((row) => [row.connection_id, Number(row.flows)]))
}

/** Published versions of the flows bound to a connection, with the name each gives it. */
export function listPublishedUses(
  db: Db,
  connectionId: string,
): Promise<{ name: string; document: string }[]> {
  return db
    .selectFrom('flow_connections')
    .innerJoin('flows', 'flows.id', 'flow_connections.flow_id')
    .innerJoin('flow_versions', 'flow_versions.id', 'flows.published_version_id')
    .where('flow_connections.connection_id', '=', connectionId)
    .select(['flow_connections.name as name', 'flow_versions.document as document'])
    .execute()
}

function toStored(row: ConnectionsTable): StoredConnection {
  const { id, name, connector } = row
  return {
    id,
    name,
    connector,
    // Written by insertConnection and replaceConnection.
    settings: JSON.parse(row.settings) as StoredConnection['settings'],
    sealedSecrets: row.secrets,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    test:
      row.tested_at === null
        ? null
        : { at: row.tested_at, ok: row.test_ok === 1, message: row.test_message ?? '' },
    isFailing: row.test_ok === 0,
  }
}
