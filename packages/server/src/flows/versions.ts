import { parseFlow, type Flow } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import {
  getFlow,
  newVersion,
  replaceDraft,
  requireBindings,
  type FlowParts,
  type Publication,
} from './change-flow.ts'
import { findVersionByNumber, insertVersion, type ListedFlow, type VersionRow } from './store.ts'

/** A version of a flow by its number. Throws NotFoundError. */
export async function getVersion(db: Db, flowId: string, number: number): Promise<VersionRow> {
  const version = await findVersionByNumber(db, flowId, number)
  if (version !== undefined) return version
  const { name } = await getFlow(db, flowId)
  throw new NotFoundError(`"${name}" has no version ${number}.`)
}

/** Which document of a flow: the number of a version, the current version, or the draft. */
export type Side = number | 'published' | 'draft'

export interface SideDocument {
  /** Null for the draft. */
  number: number | null
  document: Flow
}

/** One document of a flow. Throws NotFoundError when there is no such version. */
export async function readSide(db: Db, row: ListedFlow, side: Side): Promise<SideDocument> {
  if (side === 'draft') return { number: null, document: parseFlow(JSON.parse(row.draft)) }
  if (side === 'published') {
    if (row.published_document === null) throw new NotFoundError(`"${row.name}" was never published.`)
    return { number: row.published_number, document: parseFlow(JSON.parse(row.published_document)) }
  }
  const { number, document } = await getVersion(db, row.id, side)
  return { number, document: parseFlow(JSON.parse(document)) }
}

/**
 * Publishes the document of an earlier version again, as a new version: history only grows. The draft follows, unless it
 * holds changes that were not published.
 *
 * @throws {ConflictError} when that document is the published one already
 * @throws {InputError} when it has problems in this version of Keyway, or names unbound connections while the flow is on
 */
export async function rollBack(
  parts: FlowParts,
  flowId: string,
  { number, by, message }: Publication & { number: number },
): Promise<void> {
  const { document } = await getVersion(parts.db, flowId, number)
  const row = await getFlow(parts.db, flowId)
  if (document === row.published_document) {
    throw new ConflictError(
      `What is published of "${row.name}" is the same as its version ${number} already.`,
    )
  }
  if (row.is_on === 1) await requireBindings(parts, flowId, document)
  const version = newVersion(parts, { flowId, document, by, message: message ?? `Back to version ${number}` })
  await parts.db.transaction().execute(async (db) => {
    const current = await getFlow(db, flowId)
    await insertVersion(db, version)
    if (current.draft !== current.published_document) return
    await replaceDraft(parts, db, { row: current, draft: document, by })
  })
  await parts.active.refresh()
}
