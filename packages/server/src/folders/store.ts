import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'

export interface FolderRow {
  id: string
  /** The path: `A/B`. */
  name: string
}

export function listFolderRows(db: Kysely<Schema>): Promise<FolderRow[]> {
  return db.selectFrom('folders').selectAll().orderBy('name').execute()
}

export function findFolderByPath(db: Kysely<Schema>, path: string): Promise<FolderRow | undefined> {
  return db.selectFrom('folders').selectAll().where('name', '=', path).executeTakeFirst()
}

export async function insertFolder(db: Kysely<Schema>, folder: FolderRow): Promise<void> {
  await db.insertInto('folders').values(folder).execute()
}

export async function renameFolderRow(db: Kysely<Schema>, id: string, path: string): Promise<void> {
  await db.updateTable('folders').set({ name: path }).where('id', '=', id).execute()
}

export async function deleteFolderRow(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('folders').where('id', '=', id).execute()
}

/** How many flows are right in each folder. */
export async function countFlowsByFolder(db: Kysely<Schema>): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('flows')
    .select((e) => ['folder_id', e.fn.countAll().as('count')])
    .where('folder_id', 'is not', null)
    .groupBy('folder_id')
    .execute()
  return new Map(
    rows.flatMap(({ folder_id, count }) => (folder_id === null ? [] : [[folder_id, Number(count)]])),
  )
}
