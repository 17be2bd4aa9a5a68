import { notFoundError, OktaError, validationError } from '../errors/okta-error.ts'
import { newId } from '../org/ids.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { Cause } from '../org/log-event.ts'
import type { OrgState } from '../org/org-state.ts'
import { record } from '../org/system-log.ts'
import { rank } from './rank.ts'
import type { Resource, ResourceKind, Transition } from './resource-kind.ts'

/** The resources of a kind, and of one parent where the kind has parents (`aus1/00p1` for two levels). */
export type Collection = { kind: ResourceKind; parentId?: string }

export function resourcesOf(org: OrgState, { kind, parentId }: Collection): Map<string, Resource> {
  const key = parentId === undefined ? kind.path : `${kind.path} ${parentId}`
  const found = org.resources.get(key) ?? new Map<string, Resource>()
  org.resources.set(key, found)
  return found
}

/** @throws OktaError E0000007 */
export function getResource(org: OrgState, collection: Collection, id: string): Resource {
  const found = resourcesOf(org, collection)
  const { alias } = collection.kind
  const resource =
    found.get(id) ??
    (alias === undefined ? undefined : [...found.values()].find(({ body }) => body[alias] === id))
  if (resource === undefined) throw notFoundError(collection.kind.name, id)
  return resource
}

/** Makes a resource without a System Log event, for orgs that are seeded. Throws E0000001 for missing fields. */
export function insertResource(
  org: OrgState,
  collection: Collection,
  input: { body: JsonObject; id?: string; status?: string },
): Resource {
  const { kind } = collection
  checkRequired(kind, input.body)
  const now = org.clock().toISOString()
  const resource: Resource = {
    sequence: org.nextSequence(),
    id: input.id ?? newId(org, kind.idPrefix),
    created: now,
    lastUpdated: now,
    status: input.status ?? statusIn(kind, input.body) ?? kind.firstStatus,
    body: { ...kind.defaults?.(input.body, org), ...withoutServerFields(input.body) },
  }
  resourcesOf(org, collection).set(resource.id, resource)
  return rank(resourcesOf(org, collection), kind, { resource, wished: input.body['priority'] })
}

/** What happens to which collection, and why. */
export type Change = { collection: Collection; cause: Cause }

export function createResource(
  org: OrgState,
  { collection, cause }: Change,
  input: { body: JsonObject; status?: string },
): Resource {
  const resource = insertResource(org, collection, input)
  recordChange(org, cause, { kind: collection.kind, resource, verb: 'create' })
  return resource
}

/** @throws OktaError E0000001 missing fields or wrong status, E0000007 unknown */
export function replaceResource(
  org: OrgState,
  { collection, cause }: Change,
  { id, body }: { id: string; body: JsonObject },
): Resource {
  const { kind } = collection
  const before = getResource(org, collection, id)
  if (kind.replaceableWhen !== undefined && before.status !== kind.replaceableWhen) {
    throw validationError(kind.name, [`status: Only possible while ${kind.replaceableWhen}`])
  }
  checkRequired(kind, body)
  const fixed = [...(kind.fixed ?? []), ...(before.body['system'] === true ? ['system'] : [])]
  const kept = Object.fromEntries(fixed.map((name) => [name, before.body[name]]))
  const next = { ...kind.defaults?.(body, org), ...withoutServerFields(body), ...kept }
  const changed: Resource = {
    ...before,
    status: statusIn(kind, body) ?? before.status,
    body: next,
    lastUpdated: org.clock().toISOString(),
  }
  const all = resourcesOf(org, collection)
  all.set(before.id, changed)
  const wished = body['priority'] ?? before.body['priority']
  const placed = rank(all, kind, { resource: changed, wished })
  recordChange(org, cause, { kind, resource: placed, verb: 'update' })
  return placed
}

/** Changes only the fields of `body`. Throws as replaceResource. */
export function mergeResource(
  org: OrgState,
  change: Change,
  { id, body }: { id: string; body: JsonObject },
): Resource {
  const before = getResource(org, change.collection, id)
  return replaceResource(org, change, { id: before.id, body: { ...before.body, ...body } })
}

/** @throws OktaError E0000001 wrong status, E0000006 a resource of the system, E0000007 unknown */
export function deleteResource(org: OrgState, { collection, cause }: Change, id: string): void {
  const { kind } = collection
  const resource = getResource(org, collection, id)
  if (resource.body['system'] === true) throw new OktaError('E0000006')
  if (kind.deletableWhen !== undefined && resource.status !== kind.deletableWhen) {
    throw validationError(kind.name, [`status: Only possible while ${kind.deletableWhen}`])
  }
  const all = resourcesOf(org, collection)
  all.delete(resource.id)
  rank(all, kind, { resource, wished: undefined })
  recordChange(org, cause, { kind, resource, verb: 'delete' })
}

/** Repeating it changes nothing and records nothing. Throws E0000001 wrong status, E0000007 unknown. */
export function moveResource(
  org: OrgState,
  { collection, cause }: Change,
  { id, transition }: { id: string; transition: Transition },
): Resource {
  const { kind } = collection
  const before = getResource(org, collection, id)
  if (before.status === transition.to) return before
  if (transition.from !== undefined && !transition.from.includes(before.status ?? '')) {
    throw validationError(kind.name, [`status: ${transition.name} is not possible while ${before.status}`])
  }
  const changed: Resource = { ...before, status: transition.to, lastUpdated: org.clock().toISOString() }
  resourcesOf(org, collection).set(before.id, changed)
  recordChange(org, cause, { kind, resource: changed, verb: transition.event ?? transition.name })
  return changed
}

function statusIn({ hasWritableStatus }: ResourceKind, { status }: JsonObject): string | undefined {
  return hasWritableStatus === true && typeof status === 'string' ? status : undefined
}

type Recorded = { kind: ResourceKind; resource: Resource; verb: string }

function recordChange(org: OrgState, cause: Cause, { kind, resource, verb }: Recorded): void {
  const named = kind.verbs?.[verb]
  if (kind.event === undefined || named === null) return
  const { id, body } = resource
  const displayName = typeof body['name'] === 'string' ? body['name'] : id
  const target = [{ id, type: kind.name, alternateId: 'unknown', displayName, detailEntry: null }]
  record(org, cause, { eventType: `${kind.event}.${named ?? verb}`, target })
}

function checkRequired(kind: ResourceKind, body: JsonObject): void {
  const missing = (kind.required ?? []).filter((name) => body[name] === undefined || body[name] === '')
  const [first] = missing
  if (first === undefined) return
  throw validationError(
    first,
    missing.map((name) => `${name}: The field cannot be left blank`),
  )
}

/** What a client sends back from what it read is not for it to set. */
export function withoutServerFields(body: JsonObject): JsonObject {
  const own = [
    'id',
    'created',
    'lastUpdated',
    'status',
    '_links',
    '_embedded',
    'system',
    'default',
    'isDefault',
  ]
  return Object.fromEntries(Object.entries(body).filter(([name]) => !own.includes(name)))
}
