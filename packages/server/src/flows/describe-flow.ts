import { toText, type Catalog, type Json, type z } from '@keyway/sdk'
import {
  checkFlow,
  namedConnections,
  parseFlow,
  walkSteps,
  type FindHelpers,
  type Flow,
  type PlacedProblem,
} from '@keyway/engine'
import { roles, type flows as contract, type Role } from '@keyway/api'
import type { Db } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'
import { kindOf } from './active-flows.ts'
import { clientTokenHeader, openEndpointToken } from './endpoint-token.ts'
import { findEndpoint, findHelpers, listBindings, type ListedFlow } from './store.ts'

export type FlowDetail = z.input<typeof contract.flowDetail>

export interface DescribeParts {
  db: Db
  catalog: Catalog
  vault: Vault
  publicUrl: string
}

/** What a list of flows shows of one. */
export function summarize(row: ListedFlow) {
  const draft = parseFlow(JSON.parse(row.draft))
  return {
    id: row.id,
    name: row.name,
    folder: row.folder_name,
    kind: kindOf(draft),
    isOn: row.is_on === 1,
    hasUnpublishedChanges: row.draft !== row.published_document,
    publishedVersion: row.published_number,
    steps: [...walkSteps(draft.steps)].filter((step) => !('note' in step)).length,
    updatedAt: row.updated_at,
    owner: row.owner,
    tags: readTags(row.tags),
  }
}

function readTags(text: string): string[] {
  const tags: Json = JSON.parse(text)
  return Array.isArray(tags) ? tags.map(toText) : []
}

/** Everything about one flow. The endpoint's token is only for people who may build. */
export async function describeFlow(parts: DescribeParts, row: ListedFlow, viewer: Role): Promise<FlowDetail> {
  const { db, catalog } = parts
  const draft = parseFlow(JSON.parse(row.draft))
  const bound = new Map(
    (await listBindings(db, row.id)).map(({ name, connection_id }) => [name, connection_id]),
  )
  const bindings = namedConnections(draft, catalog).map(({ name, connector }) => ({
    name,
    connector,
    connectionId: bound.get(name) ?? null,
  }))
  const checked = checkFlow(draft, { catalog, findHelpers: await helpersOf(db, draft) })
  return {
    ...summarize(row),
    draft,
    draftNumber: row.draft_number,
    draftSavedAt: row.draft_saved_at,
    draftSavedBy: row.draft_saved_by,
    published: row.published_document === null ? null : parseFlow(JSON.parse(row.published_document)),
    bindings,
    problems: [...unbound(bindings), ...checked],
    endpoint: await describeEndpoint(parts, draft, { flowId: row.id, viewer }),
  }
}

/** The helper flows that a flow calls, as published and as they are being written. */
async function helpersOf(db: Db, flow: Flow): Promise<FindHelpers> {
  const called = [...walkSteps(flow.steps)].flatMap((step) => ('call' in step ? [step.call] : []))
  const helpers = (await findHelpers(db, [...new Set(called)])).map(
    ({ id, name, draft, published_document }) => ({
      names: [id, name],
      documents: [...new Set([draft, published_document])].flatMap((text) =>
        text === null ? [] : [parseFlow(JSON.parse(text))],
      ),
    }),
  )
  return (reference) =>
    helpers.flatMap(({ names, documents }) => (names.includes(reference) ? documents : []))
}

function unbound(bindings: FlowDetail['bindings']): PlacedProblem[] {
  return bindings
    .filter(({ connectionId }) => connectionId === null)
    .map(({ name, connector }) => ({
      step: null,
      path: null,
      message: `The connection "${name}" (${connector}) is not bound. Bind it to a connection of this environment.`,
      severity: 'error',
    }))
}

async function describeEndpoint(
  parts: DescribeParts,
  flow: Flow,
  { flowId, viewer }: { flowId: string; viewer: Role },
): Promise<FlowDetail['endpoint']> {
  const endpoint = await findEndpoint(parts.db, flowId)
  const shown = shownEndpoint(flow)
  if (endpoint === undefined || shown === undefined) return null
  const { security, prefix } = shown
  const mayReveal = roles.indexOf(viewer) >= roles.indexOf('builder')
  const url = `${parts.publicUrl}${prefix}`
  return {
    url: `${url}/${endpoint.path}`,
    alias: endpoint.alias,
    aliasUrl: endpoint.alias === null ? null : `${url}/${endpoint.alias}`,
    security,
    tokenHeader: security === 'inline-hook' ? 'authorization' : clientTokenHeader,
    token:
      mayReveal && endpoint.token_encrypted !== null
        ? openEndpointToken(parts.vault, flowId, endpoint.token_encrypted)
        : null,
    previousTokenValidUntil: endpoint.previous_valid_until,
  }
}

/** Where a flow that has a URL of its own is called, and how callers prove themselves. */
function shownEndpoint({
  trigger,
}: Flow): (Pick<NonNullable<FlowDetail['endpoint']>, 'security'> & { prefix: string }) | undefined {
  if ('endpoint' in trigger) return { security: trigger.endpoint.security, prefix: '/endpoints' }
  if ('inlineHook' in trigger) return { security: 'inline-hook', prefix: '/hooks/okta-inline' }
  if (!('delegated' in trigger)) return undefined
  return trigger.form?.access === 'link'
    ? { security: 'form-link', prefix: '/forms' }
    : { security: 'form-signed-in', prefix: '/forms' }
}
