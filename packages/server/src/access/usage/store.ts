import type { access } from '@keyway/api'
import type { z } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'

export type LastUse = z.input<typeof access.lastUse>

/** What somebody used and when, by what it is; and what to say of the rest. */
export async function readUseOf(
  db: Db,
  org: string,
  actorId: string,
): Promise<{ of: (objectId: string) => LastUse }> {
  const rows = await db
    .selectFrom('okta_usage')
    .select(['object_id', 'last_used', 'uses'])
    .where('org', '=', org)
    .where('actor_id', '=', actorId)
    .execute()
  const used = new Map(rows.map((row) => [row.object_id, row]))
  const since = await readUsedSince(db, org)
  return { of: (objectId) => toLastUse(used.get(objectId), since) }
}

/** When each of these used one thing. */
export async function readUseBy(
  db: Db,
  { org, objectId, actorIds }: { org: string; objectId: string; actorIds: readonly string[] },
): Promise<{ of: (actorId: string) => LastUse }> {
  const rows =
    actorIds.length === 0
      ? []
      : await db
          .selectFrom('okta_usage')
          .select(['actor_id', 'last_used', 'uses'])
          .where('org', '=', org)
          .where('actor_id', 'in', [...actorIds])
          .where('object_id', '=', objectId)
          .execute()
  const used = new Map(rows.map((row) => [row.actor_id, row]))
  const since = await readUsedSince(db, org)
  return { of: (actorId) => toLastUse(used.get(actorId), since) }
}

async function readUsedSince(db: Db, org: string): Promise<number | null> {
  const row = await db
    .selectFrom('inventory_orgs')
    .select('used_since')
    .where('org', '=', org)
    .executeTakeFirst()
  return row?.used_since ?? null
}

/** Nothing older is known than since use is counted: "not used" is said with that time, never without. */
function toLastUse(row: { last_used: number; uses: number } | undefined, since: number | null): LastUse {
  if (row !== undefined && row.last_used > 0) return { state: 'used', at: row.last_used, uses: row.uses }
  return since === null ? { state: 'unknown', at: null, uses: 0 } : { state: 'not-since', at: since, uses: 0 }
}
