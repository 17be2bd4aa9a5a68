import { parseFlow } from '@keyway/engine'
import { includesRole, toActor, type Caller } from '../auth/caller.ts'
import { ConflictError, ForbiddenError } from '../errors.ts'
import { getFlow, outdated, requireNoErrors, type FlowParts } from './change-flow.ts'
import { keepDraftVersion } from './store.ts'

export type RunParts = Pick<FlowParts, 'db' | 'catalog' | 'newId' | 'now'>

export interface RunWish {
  of: 'published' | 'draft'
  /** `draftNumber` of the draft that was looked at; undefined runs whatever is there. */
  basedOn?: number | undefined
  caller: Caller
}

/**
 * Id of the version that somebody's run runs. A draft is kept for it without becoming part of the history: what events and
 * callers use stays what it is. A draft that differs in nothing from what is published is that version.
 *
 * @throws {ConflictError} when nothing is published, or the draft is not the one that was looked at
 * @throws {ForbiddenError} when somebody who may not publish wants to run what was not published
 * @throws {InputError} that lists every error of the draft
 */
export async function versionToRun(
  parts: RunParts,
  flowId: string,
  { of, basedOn, caller }: RunWish,
): Promise<string> {
  const row = await getFlow(parts.db, flowId)
  if (of === 'draft') {
    if (basedOn !== undefined && basedOn !== row.draft_number) throw outdated(row, basedOn)
    if (row.published_version_id === null || row.draft !== row.published_document) {
      requireDraftRight(caller)
      requireNoErrors(parts, parseFlow(JSON.parse(row.draft)), 'The draft cannot run.')
      return keepDraftVersion(parts.db, {
        id: parts.newId(),
        flow_id: flowId,
        draftNumber: row.draft_number,
        document: row.draft,
        created_at: parts.now(),
        created_by: toActor(caller),
        message: null,
      })
    }
  }
  if (row.published_version_id !== null) return row.published_version_id
  throw new ConflictError(`"${row.name}" has no published version. Publish it, or run its draft.`)
}

/** What nobody published may be run by those who could publish it. Throws ForbiddenError. */
export function requireDraftRight(caller: Caller): void {
  if (includesRole(caller.role, 'builder')) return
  throw new ForbiddenError('Only builders may run a draft. Run the published version, or ask a builder.')
}
