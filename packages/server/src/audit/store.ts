import type { JsonObject } from '@keyway/sdk'
import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'

/** Who did what to what. Never with a secret: `detail` says which fields changed, not to what. */
export interface AuditEntry {
  /** `user:<email>`, `token:<name>` or `system`. */
  actor: string
  /** `connection.created`: noun, dot, past tense. */
  action: string
  /** Id of what it was done to. */
  target: string | null
  detail: JsonObject | null
}

/** Appends to the audit log; pass the transaction of the change, so that neither is without the other. */
export async function appendAudit(db: Kysely<Schema>, entry: AuditEntry): Promise<void> {
  const { detail, ...columns } = entry
  await db
    .insertInto('audit_log')
    .values({ ...columns, at: Date.now(), detail: detail === null ? null : JSON.stringify(detail) })
    .execute()
}

/** The audit log, newest first; `before` is the `seq` of the last entry of the previous page. */
export async function listAudit(
  db: Kysely<Schema>,
  page: { limit: number; before?: number },
): Promise<(AuditEntry & { seq: number; at: number })[]> {
  const rows = await db
    .selectFrom('audit_log')
    .select(['seq', 'at', 'actor', 'action', 'target', 'detail'])
    .$if(page.before !== undefined, (query) => query.where('seq', '<', page.before ?? 0))
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(({ detail, ...row }) => ({
    ...row,
    // Written by appendAudit, so it is a JSON object.
    detail: detail === null ? null : (JSON.parse(detail) as JsonObject),
  }))
}
