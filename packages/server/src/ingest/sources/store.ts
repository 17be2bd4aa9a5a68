import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import type { Schema, SourceDeliveriesTable, SourcesTable } from '../../db/schema.ts'

export type SourceRow = Selectable<SourcesTable>
export type DeliveryRow = Selectable<SourceDeliveriesTable>

/** Deliveries that are kept of each source. */
const keptDeliveries = 100

export function listSources(db: Kysely<Schema>): Promise<SourceRow[]> {
  return db.selectFrom('sources').selectAll().orderBy('name').execute()
}

/** Changes whenever a source does, its counts aside: other processes look at it to know when to read again. */
export async function sourcesRevision(db: Kysely<Schema>): Promise<string> {
  const row = await db
    .selectFrom('sources')
    .select([sql<number>`coalesce(max(updated_at), 0)`.as('latest'), (e) => e.fn.countAll().as('count')])
    .executeTakeFirstOrThrow()
  return `${row.latest}/${row.count}`
}

export async function insertSource(db: Kysely<Schema>, source: Insertable<SourcesTable>): Promise<void> {
  await db.insertInto('sources').values(source).execute()
}

export async function updateSource(
  db: Kysely<Schema>,
  sourceId: string,
  change: Partial<SourceRow>,
): Promise<void> {
  await db.updateTable('sources').set(change).where('id', '=', sourceId).execute()
}

/** False when there was none. */
export async function deleteSource(db: Kysely<Schema>, sourceId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sources')
    .where('id', '=', sourceId)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

export function listDeliveries(db: Kysely<Schema>, sourceId: string): Promise<DeliveryRow[]> {
  return db
    .selectFrom('source_deliveries')
    .selectAll()
    .where('source_id', '=', sourceId)
    .orderBy('id', 'desc')
    .limit(keptDeliveries)
    .execute()
}

/** What a source counted since it last wrote. */
export interface Tally {
  deliveries: number
  events: number
  refused: number
  lastAt: number
  latest: readonly DeliveryRow[]
}

/** Adds to the counts of a source, which other processes may add to as well, and keeps its latest deliveries. */
export async function addTally(db: Kysely<Schema>, sourceId: string, tally: Tally): Promise<void> {
  const { deliveries, events, refused, lastAt, latest } = tally
  const { numUpdatedRows } = await db
    .updateTable('sources')
    .set((e) => ({
      deliveries: e('deliveries', '+', deliveries),
      events: e('events', '+', events),
      refused: e('refused', '+', refused),
      last_delivery_at: lastAt,
    }))
    .where('id', '=', sourceId)
    .executeTakeFirstOrThrow()
  // Deleted meanwhile.
  if (numUpdatedRows === 0n) return
  await db
    .insertInto('source_deliveries')
    .values([...latest])
    .execute()
  const oldest = await db
    .selectFrom('source_deliveries')
    .select('id')
    .where('source_id', '=', sourceId)
    .orderBy('id', 'desc')
    .offset(keptDeliveries)
    .limit(1)
    .executeTakeFirst()
  if (oldest === undefined) return
  await db
    .deleteFrom('source_deliveries')
    .where('source_id', '=', sourceId)
    .where('id', '<=', oldest.id)
    .execute()
}
