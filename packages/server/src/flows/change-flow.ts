import { InputError } from '@keyway/sdk'
import { compileFlow, diffFlows, namedConnections, parseFlow, type Flow } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { checkSchedule } from '../schedules/check-schedule.ts'
import { kindOf, type ActiveFlows } from './active-flows.ts'
import type { DescribeParts } from './describe-flow.ts'
import { newPublicPath, sealEndpointToken } from './endpoint-token.ts'
import { ensureFolder } from '../folders/folders.ts'
import {
  connectorOf,
  deleteFlowRows,
  findEndpoint,
  findFlow,
  insertEndpoint,
  insertFlow,
  insertVersion,
  listBindings,
  putBinding,
  updateEndpoint,
  updateFlow,
  type ListedFlow,
  type NewVersion,
} from './store.ts'

export interface FlowParts extends DescribeParts {
  active: ActiveFlows
  newId: () => string
  now: () => number
}

/** The flow. Throws NotFoundError. */
export async function getFlow(db: Db, flowId: string): Promise<ListedFlow> {
  const row = await findFlow(db, flowId)
  if (row === undefined) throw new NotFoundError(`There is no flow ${flowId}.`)
  return row
}

/** Stores a flow as a draft: off, unbound, unpublished. Give the transaction when several belong together. */
export async function createFlow(
  parts: FlowParts,
  db: Db,
  flow: { id: string; document: Flow; folder: string | null; by: string },
): Promise<void> {
  const { id, document, folder, by } = flow
  const at = parts.now()
  await insertFlow(db, {
    id,
    name: document.name,
    folder_id: folder === null ? null : await ensureFolder(parts, db, folder),
    kind: kindOf(document),
    is_on: 0,
    draft: JSON.stringify(document),
    draft_saved_at: at,
    draft_saved_by: by,
    published_version_id: null,
    created_at: at,
    updated_at: at,
  })
  await keepEndpoint(parts, db, { flowId: id, document })
}

export interface DraftSave {
  document: Flow
  by: string
  /** Number of the draft that the change was made on; undefined replaces whatever is there. */
  basedOn: number | undefined
}

/**
 * Replaces the draft. What runs is the published version, so nothing changes for events until it is published. Saving what
 * is there already changes nothing, so that an editor may save as often as it likes.
 *
 * @returns whether something changed
 * @throws {ConflictError} when somebody saved another draft meanwhile
 */
export async function saveDraft(parts: FlowParts, flowId: string, save: DraftSave): Promise<boolean> {
  const { document, by, basedOn } = save
  return parts.db.transaction().execute(async (db) => {
    const row = await getFlow(db, flowId)
    if (isSame(row.draft, document)) return false
    if (basedOn !== undefined && basedOn !== row.draft_number) throw outdated(row, basedOn)
    // A draft that was changed back is no change: it is kept as the text that is published.
    const isPublished = row.published_document !== null && isSame(row.published_document, document)
    const draft = isPublished ? row.published_document : JSON.stringify(document)
    await replaceDraft(parts, db, { row, draft: draft ?? '', by })
    return true
  })
}

/** Makes the published version the draft again. Throws ConflictError for a flow that was never published. */
export async function discardDraft(parts: FlowParts, flowId: string, by: string): Promise<void> {
  await parts.db.transaction().execute(async (db) => {
    const row = await getFlow(db, flowId)
    if (row.published_document === null) {
      throw new ConflictError(`"${row.name}" was never published, so there is nothing to go back to.`)
    }
    if (row.draft === row.published_document) return
    await replaceDraft(parts, db, { row, draft: row.published_document, by })
  })
}

/** Stores another draft under the next number. */
export async function replaceDraft(
  parts: FlowParts,
  db: Db,
  { row, draft, by }: { row: ListedFlow; draft: string; by: string },
): Promise<void> {
  const document = parseFlow(JSON.parse(draft))
  const at = parts.now()
  await updateFlow(db, row.id, {
    draft,
    draft_number: row.draft_number + 1,
    draft_saved_at: at,
    draft_saved_by: by,
    name: document.name,
    kind: kindOf(document),
    updated_at: at,
  })
  await keepEndpoint(parts, db, { flowId: row.id, document })
}

function isSame(text: string, document: Flow): boolean {
  return diffFlows(parseFlow(JSON.parse(text)), document).length === 0
}

export function outdated(row: ListedFlow, basedOn: number): ConflictError {
  const at = new Date(row.draft_saved_at).toISOString()
  return new ConflictError(
    `The draft of "${row.name}" was saved by ${row.draft_saved_by} at ${at} (save ${row.draft_number}); ` +
      `this save is based on save ${basedOn}. Load the draft again and repeat the change.`,
  )
}

/** Keeps the address of a flow that is called by URL, with the security its document asks for. */
async function keepEndpoint(
  parts: FlowParts,
  db: Db,
  { flowId, document }: { flowId: string; document: Flow },
): Promise<void> {
  const security = securityOf(document)
  if (security === undefined) return
  const known = await findEndpoint(db, flowId)
  if (known !== undefined) {
    // An alias can be guessed, so it does not outlive the token that stood behind it.
    const alias = security === 'public' ? { alias: null } : {}
    return updateEndpoint(db, flowId, { security, ...alias })
  }
  const token_encrypted = sealEndpointToken(parts.vault, flowId)
  const nothing = { alias: null, previous_token_encrypted: null, previous_valid_until: null }
  await insertEndpoint(db, { flow_id: flowId, path: newPublicPath(), security, token_encrypted, ...nothing })
}

/** How callers of a flow's own URL prove themselves; undefined for a flow without one. */
function securityOf({ trigger }: Flow): string | undefined {
  if ('endpoint' in trigger) return trigger.endpoint.security
  if ('inlineHook' in trigger) return 'inline-hook'
  return 'delegated' in trigger ? 'form' : undefined
}

export interface Publication {
  by: string
  /** What the author says of the version. */
  message: string | null
}

/**
 * Makes the draft the new published version. Throws InputError that lists every problem of severity `error`, and
 * ConflictError when the draft is not the one that the caller saw (`basedOn`).
 */
export async function publishFlow(
  parts: FlowParts,
  flowId: string,
  { basedOn, ...publication }: Publication & { basedOn?: number | undefined },
): Promise<void> {
  const row = await getFlow(parts.db, flowId)
  if (basedOn !== undefined && basedOn !== row.draft_number) throw outdated(row, basedOn)
  if (row.draft === row.published_document) return
  const version = newVersion(parts, { flowId, document: row.draft, ...publication })
  await parts.db.transaction().execute((db) => insertVersion(db, version))
  await parts.active.refresh()
}

/** The next version of a flow, not stored yet. Throws InputError that lists every problem of severity `error`. */
export function newVersion(
  parts: FlowParts,
  { flowId, document, by, message }: Publication & { flowId: string; document: string },
): NewVersion {
  const flow = parseFlow(JSON.parse(document))
  if ('schedule' in flow.trigger) checkSchedule(flow.trigger.schedule)
  requireNoErrors(parts, flow, 'The flow cannot be published.')
  return { id: parts.newId(), flow_id: flowId, document, created_at: parts.now(), created_by: by, message }
}

/** Throws InputError that says what is refused, and lists every problem of severity `error`. */
export function requireNoErrors({ catalog }: Pick<FlowParts, 'catalog'>, flow: Flow, refusal: string): void {
  const errors = compileFlow(flow, catalog).problems.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  const shown = errors.map(({ step, message }) => (step === null ? message : `${step}: ${message}`)).join(' ')
  throw new InputError(`${refusal} ${shown}`, { code: 'flow_has_problems' })
}

/** Switches a flow on (publishing its draft if nothing was published yet) or off. */
export async function switchFlow(
  parts: FlowParts,
  flowId: string,
  change: { isOn: boolean; by: string },
): Promise<void> {
  const row = await getFlow(parts.db, flowId)
  if (change.isOn) {
    await requireBindings(parts, flowId, row.published_document ?? row.draft)
    if (row.published_version_id === null) await publishFlow(parts, flowId, { by: change.by, message: null })
  }
  await updateFlow(parts.db, flowId, { is_on: change.isOn ? 1 : 0, updated_at: parts.now() })
  await parts.active.refresh()
}

/** Throws InputError when the document names connections that are not bound. */
export async function requireBindings(
  { db, catalog }: FlowParts,
  flowId: string,
  text: string,
): Promise<void> {
  const document = parseFlow(JSON.parse(text))
  const bound = new Set((await listBindings(db, flowId)).map(({ name }) => name))
  const missing = namedConnections(document, catalog).filter(({ name }) => !bound.has(name))
  if (missing.length === 0) return
  const names = missing.map(({ name, connector }) => `"${name}" (${connector})`).join(', ')
  throw new InputError(`Bind these connections before the flow can be on: ${names}.`, {
    code: 'connections_unbound',
  })
}

/** Binds connection names of a flow. Each must be an account of the connector that the flow's steps need. */
export async function bindConnections(
  parts: FlowParts,
  flowId: string,
  bindings: Readonly<Record<string, string | null>>,
): Promise<void> {
  const row = await getFlow(parts.db, flowId)
  const named = new Map(
    namedConnections(parseFlow(JSON.parse(row.draft)), parts.catalog).map(({ name, connector }) => [
      name,
      connector,
    ]),
  )
  await parts.db.transaction().execute(async (db) => {
    for (const [name, connectionId] of Object.entries(bindings)) {
      const needed = named.get(name)
      if (needed === undefined) {
        throw new InputError(
          `The flow names no connection "${name}". It names: ${[...named.keys()].join(', ')}.`,
          {
            code: 'binding_unknown',
          },
        )
      }
      const found = connectionId === null ? needed : await connectorOf(db, connectionId)
      if (found !== needed) {
        throw new InputError(
          `"${name}" needs a connection of ${needed}; found ${found ?? 'no such connection'}.`,
          {
            code: 'binding_mismatch',
          },
        )
      }
      await putBinding(db, flowId, { name, connectionId })
    }
    await updateFlow(db, flowId, { updated_at: parts.now() })
  })
  await parts.active.refresh()
}

/** Deletes a flow that is off. Its executions and their versions stay. */
export async function deleteFlow(parts: FlowParts, flowId: string): Promise<void> {
  const row = await getFlow(parts.db, flowId)
  if (row.is_on === 1) {
    throw new ConflictError(`"${row.name}" is on. Switch it off before deleting it.`)
  }
  await parts.db.transaction().execute((db) => deleteFlowRows(db, flowId))
  await parts.active.refresh()
}
