import type { Db } from '../db/database.ts'

/** What wrote a file: one try of one step of one execution. */
export interface FileOrigin {
  executionId: string
  /** The step's idempotency key: the same for all its tries. */
  step: string
  attempt: number
}

export interface NewFile {
  id: string
  name: string
  contentType: string
  /** Null for a file that a person uploaded. */
  origin: FileOrigin | null
  createdAt: number
}

export interface StoredFile {
  id: string
  name: string
  contentType: string
  size: number
  createdAt: number
}

/** Begins a file; nobody finds it before {@link completeFile}. */
export async function insertFile(
  db: Db,
  { id, name, contentType, origin, createdAt }: NewFile,
): Promise<void> {
  await db
    .insertInto('files')
    .values({
      id,
      name,
      content_type: contentType,
      size: null,
      execution_id: origin?.executionId ?? null,
      step: origin?.step ?? null,
      attempt: origin?.attempt ?? null,
      is_kept: origin === null ? 1 : 0,
      created_at: createdAt,
    })
    .execute()
}

/** Fails when the file was deleted meanwhile, so a try that is over cannot go on writing. */
export async function appendPart(
  db: Db,
  part: { fileId: string; position: number; bytes: Uint8Array },
): Promise<void> {
  const { fileId, position, bytes } = part
  await db.insertInto('file_parts').values({ file_id: fileId, position, bytes }).execute()
}

/** False when the file was deleted meanwhile. */
export async function completeFile(db: Db, file: { id: string; size: number }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('files')
    .set({ size: file.size })
    .where('id', '=', file.id)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteFiles(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('files').where('id', 'in', ids).execute()
}

/**
 * Deletes what earlier tries of a step left. A step that runs again has no outcome in the journal, so nothing names
 * those files. Later attempts are left alone: whoever lost its execution must not delete what its successor wrote.
 */
export async function deleteEarlierTries(db: Db, { step, attempt }: FileOrigin): Promise<void> {
  await db.deleteFrom('files').where('step', '=', step).where('attempt', '<=', attempt).execute()
}

/** A complete file. */
export async function findFile(db: Db, id: string): Promise<StoredFile | undefined> {
  const row = await db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.size === null) return undefined
  return { id, name: row.name, contentType: row.content_type, size: row.size, createdAt: row.created_at }
}

export async function findPart(
  db: Db,
  part: { fileId: string; position: number },
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('file_parts')
    .select('bytes')
    .where('file_id', '=', part.fileId)
    .where('position', '=', part.position)
    .executeTakeFirst()
  return row?.bytes
}

/** Files not found in a journal so far, from before a time, whose execution is over. */
export async function listLoose(
  db: Db,
  { before, limit }: { before: number; limit: number },
): Promise<{ id: string; executionId: string; isComplete: boolean }[]> {
  const rows = await db
    .selectFrom('files')
    .select(['id', 'execution_id', 'size'])
    .where('is_kept', '=', 0)
    .where('created_at', '<', before)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('executions')
            .select('executions.id')
            .whereRef('executions.id', '=', 'files.execution_id')
            .where('executions.status', 'in', ['queued', 'running', 'waiting', 'in_doubt']),
        ),
      ),
    )
    .orderBy('created_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    executionId: row.execution_id ?? '',
    isComplete: row.size !== null,
  }))
}

/** Who called an execution; undefined when nobody did, or it is gone. */
export async function findParent(db: Db, executionId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('executions')
    .select('parent_id')
    .where('id', '=', executionId)
    .executeTakeFirst()
  return row?.parent_id ?? undefined
}

export async function keepFiles(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.updateTable('files').set({ is_kept: 1 }).where('id', 'in', ids).execute()
}

/** Files of executions that exist no more, and uploads from before a time. */
export async function listExpired(
  db: Db,
  { uploadedBefore, limit }: { uploadedBefore: number; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('files')
    .select('id')
    .where((e) =>
      e.or([
        e.and([e('execution_id', 'is', null), e('created_at', '<', uploadedBefore)]),
        e.and([
          e('execution_id', 'is not', null),
          e('is_kept', '=', 1),
          e.not(
            e.exists(
              e
                .selectFrom('executions')
                .select('executions.id')
                .whereRef('executions.id', '=', 'files.execution_id'),
            ),
          ),
        ]),
      ]),
    )
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
