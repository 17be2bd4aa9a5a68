import { InputError } from '@keyway/sdk'
import { compileFlow, parseFlow, type Flow } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { checkSchedule } from '../schedules/check-schedule.ts'
import { kindOf, type ActiveFlows } from './active-flows.ts'
import { namedConnections, type DescribeParts } from './describe-flow.ts'
import { newPublicPath, sealEndpointToken } from './endpoint-token.ts'
import {
  connectorOf,
  deleteFlowRows,
  findEndpoint,
  findFlow,
  folderId,
  insertEndpoint,
  insertFlow,
  insertVersion,
  listBindings,
  putBinding,
  updateEndpointSecurity,
  updateFlow,
  type ListedFlow,
  type VersionRow,
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
  flow: { id: string; document: Flow; folder: string | null },
): Promise<void> {
  const { id, document, folder } = flow
  const at = parts.now()
  await insertFlow(db, {
    id,
    name: document.name,
    folder_id: folder === null ? null : await folderId(db, folder, parts.newId()),
    kind: kindOf(document),
    is_on: 0,
    draft: JSON.stringify(document),
    published_version_id: null,
    created_at: at,
    updated_at: at,
  })
  await keepEndpoint(parts, db, { flowId: id, document })
}

/** Replaces the draft. What runs is the published version, so nothing changes for events until it is published. */
export async function saveDraft(parts: FlowParts, flowId: string, document: Flow): Promise<void> {
  await parts.db.transaction().execute(async (db) => {
    await getFlow(db, flowId)
    const change = { draft: JSON.stringify(document), name: document.name, kind: kindOf(document) }
    await updateFlow(db, flowId, { ...change, updated_at: parts.now() })
    await keepEndpoint(parts, db, { flowId, document })
  })
}

/** Keeps the address of a flow that is called by URL, with the security its document asks for. */
export async function keepEndpoint(
  parts: FlowParts,
  db: Db,
  { flowId, document }: { flowId: string; document: Flow },
): Promise<void> {
  if (!('endpoint' in document.trigger)) return
  const { security } = document.trigger.endpoint
  if ((await findEndpoint(db, flowId)) !== undefined) return updateEndpointSecurity(db, flowId, security)
  const token_encrypted = sealEndpointToken(parts.vault, flowId)
  await insertEndpoint(db, { flow_id: flowId, path: newPublicPath(), security, token_encrypted })
}

/** Makes the draft the new published version. Throws InputError that lists every problem of severity `error`. */
export async function publishFlow(parts: FlowParts, flowId: string, by: string): Promise<void> {
  const row = await getFlow(parts.db, flowId)
  if (row.draft === row.published_document) return
  const version = newVersion(parts, { flowId, document: row.draft, by })
  await parts.db.transaction().execute((db) => insertVersion(db, version))
  await parts.active.refresh()
}

/** The next version of a flow, not stored yet. Throws InputError that lists every problem of severity `error`. */
export function newVersion(
  parts: FlowParts,
  { flowId, document, by }: { flowId: string; document: string; by: string },
): Omit<VersionRow, 'number'> {
  const flow = parseFlow(JSON.parse(document))
  if ('schedule' in flow.trigger) checkSchedule(flow.trigger.schedule)
  const { problems } = compileFlow(flow, parts.catalog)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    const shown = errors
      .map(({ step, message }) => (step === null ? message : `${step}: ${message}`))
      .join(' ')
    throw new InputError(`The flow cannot be published. ${shown}`, { code: 'flow_has_problems' })
  }
  return { id: parts.newId(), flow_id: flowId, document, created_at: parts.now(), created_by: by }
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
    if (row.published_version_id === null) await publishFlow(parts, flowId, change.by)
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
