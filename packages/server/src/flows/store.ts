import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import type { EndpointsTable, FlowsTable, FlowVersionsTable, Schema } from '../db/schema.ts'

export type FlowRow = Selectable<FlowsTable>
export type VersionRow = Selectable<FlowVersionsTable>
export type EndpointRow = Selectable<EndpointsTable>
export interface BindingRow {
  name: string
  connection_id: string
}

export interface ListedFlow extends FlowRow {
  folder_name: string | null
  published_number: number | null
  published_document: string | null
}

function flowQuery(db: Kysely<Schema>) {
  return db
    .selectFrom('flows')
    .leftJoin('folders', 'folders.id', 'flows.folder_id')
    .leftJoin('flow_versions', 'flow_versions.id', 'flows.published_version_id')
    .selectAll('flows')
    .select([
      'folders.name as folder_name',
      'flow_versions.number as published_number',
      'flow_versions.document as published_document',
    ])
}

export function listFlows(db: Kysely<Schema>): Promise<ListedFlow[]> {
  return flowQuery(db).orderBy('folders.name').orderBy('flows.name').orderBy('flows.id').execute()
}

export function findFlow(db: Kysely<Schema>, flowId: string): Promise<ListedFlow | undefined> {
  return flowQuery(db).where('flows.id', '=', flowId).executeTakeFirst()
}

/** Helper flows of these ids or names. */
export async function findHelpers(db: Kysely<Schema>, references: readonly string[]): Promise<ListedFlow[]> {
  if (references.length === 0) return []
  return flowQuery(db)
    .where('flows.kind', '=', 'helper')
    .where((e) => e.or([e('flows.id', 'in', references), e('flows.name', 'in', references)]))
    .execute()
}

export async function insertFlow(db: Kysely<Schema>, flow: Insertable<FlowsTable>): Promise<void> {
  await db.insertInto('flows').values(flow).execute()
}

export async function updateFlow(
  db: Kysely<Schema>,
  flowId: string,
  change: Partial<FlowRow>,
): Promise<void> {
  await db.updateTable('flows').set(change).where('id', '=', flowId).execute()
}

export async function deleteFlowRows(db: Kysely<Schema>, flowId: string): Promise<void> {
  await db.deleteFrom('endpoints').where('flow_id', '=', flowId).execute()
  await db.deleteFrom('flow_connections').where('flow_id', '=', flowId).execute()
  await db.deleteFrom('flows').where('id', '=', flowId).execute()
}

/** A version that has no number yet. */
export type NewVersion = Omit<VersionRow, 'number'>

/** Stores the next version of a flow and makes it the published one. */
export async function insertVersion(db: Kysely<Schema>, version: NewVersion): Promise<void> {
  const last = await db
    .selectFrom('flow_versions')
    .select((e) => e.fn.max('number').as('number'))
    .where('flow_id', '=', version.flow_id)
    .executeTakeFirst()
  await db
    .insertInto('flow_versions')
    .values({ ...version, number: Math.max(0, last?.number ?? 0) + 1 })
    .execute()
  const change = { published_version_id: version.id, updated_at: version.created_at }
  await updateFlow(db, version.flow_id, change)
}

export function findVersion(db: Kysely<Schema>, versionId: string): Promise<VersionRow | undefined> {
  return db.selectFrom('flow_versions').selectAll().where('id', '=', versionId).executeTakeFirst()
}

export function findVersionByNumber(
  db: Kysely<Schema>,
  flowId: string,
  number: number,
): Promise<VersionRow | undefined> {
  return db
    .selectFrom('flow_versions')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where('number', '=', number)
    .executeTakeFirst()
}

/** Keeps a draft that is to be run, unless that save of it is kept already. Answers the id of the kept one. */
export async function keepDraftVersion(
  db: Kysely<Schema>,
  { draftNumber, ...draft }: NewVersion & { draftNumber: number },
): Promise<string> {
  const number = -draftNumber
  await db
    .insertInto('flow_versions')
    .values({ ...draft, number })
    .onConflict((conflict) => conflict.columns(['flow_id', 'number']).doNothing())
    .execute()
  return (await findVersionByNumber(db, draft.flow_id, number))?.id ?? draft.id
}

/** The versions in the history of a flow, without their documents, newest first. */
export function listVersions(db: Kysely<Schema>, flowId: string): Promise<Omit<VersionRow, 'document'>[]> {
  return db
    .selectFrom('flow_versions')
    .select(['id', 'flow_id', 'number', 'created_at', 'created_by', 'message'])
    .where('flow_id', '=', flowId)
    .where('number', '>', 0)
    .orderBy('number', 'desc')
    .execute()
}

/** Published versions of the flows that are on, with their endpoints. */
export function listActiveFlows(db: Kysely<Schema>) {
  return db
    .selectFrom('flows')
    .innerJoin('flow_versions', 'flow_versions.id', 'flows.published_version_id')
    .leftJoin('endpoints', 'endpoints.flow_id', 'flows.id')
    .where('flows.is_on', '=', 1)
    .select([
      'flows.id as flowId',
      'flows.name as name',
      'flow_versions.id as versionId',
      'endpoints.path as path',
      'endpoints.security as security',
      'endpoints.alias as alias',
      'endpoints.token_encrypted as sealedToken',
      'endpoints.previous_token_encrypted as sealedPrevious',
      'endpoints.previous_valid_until as previousValidUntil',
    ])
    .execute()
}

export function listBindings(db: Kysely<Schema>, flowId: string): Promise<BindingRow[]> {
  return db
    .selectFrom('flow_connections')
    .select(['name', 'connection_id'])
    .where('flow_id', '=', flowId)
    .execute()
}

export function listAllBindings(db: Kysely<Schema>): Promise<(BindingRow & { flow_id: string })[]> {
  return db.selectFrom('flow_connections').select(['flow_id', 'name', 'connection_id']).execute()
}

/** Binds a name, or unbinds it with null. */
export async function putBinding(
  db: Kysely<Schema>,
  flowId: string,
  { name, connectionId }: { name: string; connectionId: string | null },
): Promise<void> {
  await db.deleteFrom('flow_connections').where('flow_id', '=', flowId).where('name', '=', name).execute()
  if (connectionId === null) return
  await db
    .insertInto('flow_connections')
    .values({ flow_id: flowId, name, connection_id: connectionId })
    .execute()
}

export function findEndpoint(db: Kysely<Schema>, flowId: string): Promise<EndpointRow | undefined> {
  return db.selectFrom('endpoints').selectAll().where('flow_id', '=', flowId).executeTakeFirst()
}

export async function insertEndpoint(db: Kysely<Schema>, endpoint: EndpointRow): Promise<void> {
  await db.insertInto('endpoints').values(endpoint).execute()
}

export async function updateEndpoint(
  db: Kysely<Schema>,
  flowId: string,
  change: Partial<EndpointRow>,
): Promise<void> {
  await db.updateTable('endpoints').set(change).where('flow_id', '=', flowId).execute()
}

/** The flow whose endpoint has this alias or path. */
export async function findEndpointOwner(db: Kysely<Schema>, alias: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('endpoints')
    .select('flow_id')
    .where((e) => e.or([e('alias', '=', alias), e('path', '=', alias)]))
    .executeTakeFirst()
  return row?.flow_id
}

/** Which connector a stored connection is an account of. */
export async function connectorOf(db: Kysely<Schema>, connectionId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('connections')
    .select('connector')
    .where('id', '=', connectionId)
    .executeTakeFirst()
  return row?.connector
}

/** Changes whenever a flow, a version or an endpoint does: other processes look at it to know when to read again. */
export async function flowsRevision(db: Kysely<Schema>): Promise<string> {
  const row = await db
    .selectFrom('flows')
    .select([
      // The sum tells changes apart that came in the same millisecond. As text, for it is larger than a number of JavaScript.
      sql<string>`cast(coalesce(sum(updated_at), 0) as text)`.as('changes'),
      (e) => e.fn.countAll().as('count'),
    ])
    .executeTakeFirstOrThrow()
  return `${row.changes}/${row.count}`
}
