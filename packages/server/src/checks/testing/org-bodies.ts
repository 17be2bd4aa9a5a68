/* oxlint-disable max-params -- an org is built by hundreds of short calls, which read best on a line */
/* oxlint-disable typescript/no-unsafe-type-assertion -- rows are made by the kinds' own declarations */
import { createHash } from 'node:crypto'
import { getKind, type ParentRow } from '@keyway/identity'
import type { JsonObject } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { newId } from '../../db/new-id.ts'
import type { Schema } from '../../db/schema.ts'

/** An org as Okta's API lists it: the objects of each kind, and the parent's row where there is one. */
export interface OrgBodies {
  now: number
  objects: { kind: string; body: JsonObject; parent: ParentRow }[]
  /** Who used what how many days ago; `failures` in the last day. */
  usage: { actor: string; object: string; daysAgo: number; failures?: number }[]
  events: { type: string; daysAgo: number; subject: string; payload: JsonObject }[]
  /** Kinds that may not be read. */
  forbidden: string[]
}

const dayMs = 86_400_000

export function addObject(org: OrgBodies, kind: string, body: JsonObject, parent: ParentRow = {}): void {
  org.objects.push({ kind, body, parent })
}

/** The body of an object that is there, to be changed. */
export function bodyOf(org: OrgBodies, kind: string, id: string): JsonObject {
  const found = org.objects.find((one) => one.kind === kind && (id === '' || one.body['id'] === id))
  if (found === undefined) throw new Error(`The org has no ${kind} ${id}.`)
  return found.body
}

/** Stores an org as the inventory would, by what each kind reads from an object. */
export async function storeOrg(
  db: Db,
  org: string,
  bodies: OrgBodies,
  kinds: readonly string[],
): Promise<void> {
  const { now } = bodies
  await db
    .insertInto('inventory_orgs')
    .values({ org, settings: '{}', owner: null, lease_until: null, used_since: now - 200 * dayMs })
    .execute()
  await db
    .insertInto('inventory_kinds')
    .values(
      kinds.map((kind) => ({
        org,
        kind,
        status: bodies.forbidden.includes(kind) ? ('forbidden' as const) : ('complete' as const),
        count: 0,
        seen: 0,
        listed_from: now,
        completed_at: bodies.forbidden.includes(kind) ? null : now,
        begun_at: null,
        place: null,
        due_at: now + dayMs,
        failures: 0,
        error: null,
        held: null,
      })),
    )
    .execute()
  for (const { kind: id, body, parent } of bodies.objects) {
    const kind = getKind(id)
    const row = kind.read(body, parent)
    if (row === undefined) throw new Error(`${id} does not read ${JSON.stringify(body)}`)
    const text = JSON.stringify(row.body ?? body)
    const columns = {
      ...row.columns,
      ...kind.fixed,
      org,
      body: text,
      digest: digestOf(text),
      first_seen: now,
      changed_at: now,
      deleted_at: null,
    }
    // The columns are those of the kind's own table.
    await db
      .insertInto(kind.table)
      .values(columns as never)
      .execute()
    for (const link of row.links ?? []) {
      await db
        .insertInto('okta_links')
        .values({ org, from_kind: id, from_id: String('id' in columns ? columns.id : ''), ...link })
        .execute()
    }
  }
  for (const { actor, object, daysAgo, failures = 0 } of bodies.usage) {
    const at = now - daysAgo * dayMs
    const usage: Schema['okta_usage'] = {
      org,
      actor_id: actor,
      object_id: object,
      first_used: at,
      last_used: at,
      last_renewed: null,
      uses: 1,
      failures,
      last_failed: failures === 0 ? null : now - 3_600_000,
    }
    await db
      .insertInto('okta_usage')
      .values(usage)
      .onConflict((conflict) => conflict.columns(['org', 'actor_id', 'object_id']).doUpdateSet(usage))
      .execute()
  }
  for (const { type, daysAgo, subject, payload } of bodies.events) {
    const at = now - daysAgo * dayMs
    await db
      .insertInto('events')
      .values({
        id: newId(),
        source: 'okta',
        type,
        subject,
        occurred_at: at,
        received_at: at,
        payload: JSON.stringify({ uuid: newId(), eventType: type, ...payload }),
      })
      .execute()
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
