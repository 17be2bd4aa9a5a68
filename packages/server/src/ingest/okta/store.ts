import type { Kysely, Selectable } from 'kysely'
import type { OktaHooksTable, Schema } from '../../db/schema.ts'

export type HookRow = Selectable<OktaHooksTable>

export function listHooks(db: Kysely<Schema>): Promise<HookRow[]> {
  return db.selectFrom('okta_hooks').selectAll().orderBy('created_at').orderBy('id').execute()
}

export async function insertHook(db: Kysely<Schema>, hook: HookRow): Promise<void> {
  await db.insertInto('okta_hooks').values(hook).execute()
}

export async function updateHook(
  db: Kysely<Schema>,
  hookId: string,
  change: Partial<HookRow>,
): Promise<void> {
  await db.updateTable('okta_hooks').set(change).where('id', '=', hookId).execute()
}

/** False when there was none. */
export async function deleteHook(db: Kysely<Schema>, hookId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('okta_hooks')
    .where('id', '=', hookId)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
