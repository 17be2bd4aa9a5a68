import { getFlow, type FlowParts } from './change-flow.ts'
import { ensureFolder } from '../folders/folders.ts'
import { updateFlow } from './store.ts'

/** What is said of a flow beside its document; what is left out stays as it is. */
export interface FlowDetails {
  /** Path of the folder, made where it is missing; null for none. */
  folder?: string | null | undefined
  owner?: string | null | undefined
  tags?: readonly string[] | undefined
}

/** Moves a flow to another folder, and changes its owner and tags: its document and versions stay as they are. */
export async function changeDetails(parts: FlowParts, flowId: string, details: FlowDetails): Promise<void> {
  const { folder, owner, tags } = details
  await parts.db.transaction().execute(async (db) => {
    await getFlow(db, flowId)
    await updateFlow(db, flowId, {
      ...(folder === undefined
        ? {}
        : { folder_id: folder === null ? null : await ensureFolder(parts, db, folder) }),
      ...(owner === undefined ? {} : { owner: owner === null || owner.trim() === '' ? null : owner.trim() }),
      ...(tags === undefined ? {} : { tags: JSON.stringify(distinct(tags)) }),
    })
  })
}

function distinct(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))]
}
