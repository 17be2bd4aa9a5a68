import { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { JsonObject } from '../org/json-object.ts'
import { asTexts } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { idFromName } from '../org/ids.ts'
import { readObject, readText } from '../org/read-field.ts'
import { getCustomRole, insertRole } from '../org/roles.ts'
import { record } from '../org/system-log.ts'
import type { Resource, ResourceKind } from '../resources/resource-kind.ts'
import type { Change } from '../resources/resources.ts'
import {
  createResource,
  deleteResource,
  getResource,
  replaceResource,
  resourcesOf,
} from '../resources/resources.ts'

export const resourceSets: ResourceKind = {
  path: '/api/v1/iam/resource-sets',
  name: 'ResourceSet',
  idPrefix: 'iam',
  required: ['label', 'description'],
  event: 'iam.resourceset',
}

/** `/api/v1/iam/resource-sets`: what custom roles reach, and who is bound to them. */
export function resourceSetsApi(org: OrgState): Hono<SimEnv> {
  const kind = resourceSets
  const api = new Hono<SimEnv>()
  const at = (c: SimContext) => ({ collection: { kind }, cause: c.get('cause') })
  const find = (c: SimContext) => findSet(org, c.req.param('set') ?? '')
  const show = (set: Resource) => toSetJson(org, set)
  api.get('/', (c) =>
    c.json({ 'resource-sets': [...resourcesOf(org, { kind }).values()].map(show), _links: {} }),
  )
  api.post('/', async (c) => c.json(show(createResource(org, at(c), { body: await readBody(c) }))))
  api.get('/:set', (c) => c.json(show(find(c))))
  api.put('/:set', async (c) => {
    const { id, body } = find(c)
    const next = { ...(await readBody(c)), resources: body['resources'] }
    return c.json(show(replaceResource(org, at(c), { id, body: next })))
  })
  api.delete('/:set', (c) => {
    deleteResource(org, at(c), find(c).id)
    return c.body(null, 204)
  })
  mountResources(api, org, { find, at, show })
  api.post('/:set/bindings', async (c) => {
    const set = find(c)
    const body = await readBody(c)
    const role = getCustomRole(org, readText(body, 'role') ?? '')
    bind(org, c, { set, roleId: role.id, members: asTexts(body['members']) })
    return c.json({ _links: bindingLinks(org, set, role.id) })
  })
  api.get('/:set/bindings', (c) => {
    const set = find(c)
    const roles = [...new Set(bindingsOf(org, set).map(({ roleId }) => roleId))]
    return c.json({ roles: roles.map((id) => ({ id, _links: bindingLinks(org, set, id) })), _links: {} })
  })
  api.get('/:set/bindings/:role', (c) => {
    const set = find(c)
    const { id } = getCustomRole(org, c.req.param('role'))
    return c.json({ id, _links: bindingLinks(org, set, id) })
  })
  api.get('/:set/bindings/:role/members', (c) => {
    const { id } = getCustomRole(org, c.req.param('role'))
    const bindings = bindingsOf(org, find(c)).filter(({ roleId }) => roleId === id)
    const members = bindings.map(({ assignmentId, created, href }) => ({
      id: assignmentId,
      created,
      lastUpdated: created,
      _links: { self: { href } },
    }))
    return c.json({ members, _links: {} })
  })
  api.get('/:set/bindings/:role/members/:member', (c) => {
    const set = find(c)
    const member = c.req.param('member')
    const binding = bindingsOf(org, set).find(({ assignmentId }) => assignmentId === member)
    if (binding === undefined) throw notFoundError('ResourceSetBindingMember', member)
    const { assignmentId: id, created, href } = binding
    return c.json({ id, created, lastUpdated: created, _links: { self: { href } } })
  })
  api.patch('/:set/bindings/:role/members', async (c) => {
    const set = find(c)
    const { id } = getCustomRole(org, c.req.param('role'))
    bind(org, c, { set, roleId: id, members: asTexts((await readBody(c))['additions']) })
    return c.json({ _links: bindingLinks(org, set, id) })
  })
  api.delete('/:set/bindings/:role/members/:member', (c) => {
    const { id } = getCustomRole(org, c.req.param('role'))
    unbind(org, c, (each) => each.roleId === id && each.assignmentId === c.req.param('member'))
    return c.body(null, 204)
  })
  api.delete('/:set/bindings/:role', (c) => {
    const { id } = getCustomRole(org, c.req.param('role'))
    unbind(org, c, ({ roleId }) => roleId === id)
    return c.body(null, 204)
  })
  return api
}

type SetCalls = {
  find(c: SimContext): Resource
  at(c: SimContext): Change
  show(set: Resource): JsonObject
}

/** `…/resources`: each has an id of its own, which is the place of its address in the set. */
function mountResources(api: Hono<SimEnv>, org: OrgState, calls: SetCalls): void {
  const addressesOf = (set: Resource) => asTexts(set.body['resources'])
  const store = (c: SimContext, set: Resource, resources: readonly string[]) => {
    const body = { ...set.body, resources }
    return replaceResource(org, calls.at(c), { id: set.id, body })
  }
  const toJson = (set: Resource, href: string) => ({
    id: resourceIdOf(href),
    orn: href.startsWith('orn:') ? href : `orn:okta:directory:${org.id}:${href.split('/api/v1/')[1] ?? href}`,
    created: set.created,
    lastUpdated: set.lastUpdated,
    _links: { self: { href } },
  })
  const findAddress = (c: SimContext, set: Resource) => {
    const id = c.req.param('resource') ?? ''
    const address = addressesOf(set).find((each) => resourceIdOf(each) === id)
    if (address === undefined) throw notFoundError('ResourceSetResource', id)
    return address
  }
  api.get('/:set/resources', (c) => {
    const set = calls.find(c)
    return c.json({ resources: addressesOf(set).map((address) => toJson(set, address)), _links: {} })
  })
  api.post('/:set/resources', async (c) => {
    const set = calls.find(c)
    const address = readText(await readBody(c), 'resourceOrnOrUrl')
    if (!address)
      throw validationError('resourceOrnOrUrl', ['resourceOrnOrUrl: The field cannot be left blank'])
    store(c, set, [...new Set([...addressesOf(set), address])])
    return c.json(toJson(set, address))
  })
  api.patch('/:set/resources', async (c) => {
    const set = calls.find(c)
    const additions = asTexts((await readBody(c))['additions'])
    if (additions.length === 0) throw validationError('additions', ['additions: At least one is needed'])
    return c.json(calls.show(store(c, set, [...new Set([...addressesOf(set), ...additions])])))
  })
  api.get('/:set/resources/:resource', (c) => {
    const set = calls.find(c)
    return c.json(toJson(set, findAddress(c, set)))
  })
  api.put('/:set/resources/:resource', async (c) => {
    const set = calls.find(c)
    const conditions = readObject(await readBody(c), 'conditions')
    return c.json({ ...toJson(set, findAddress(c, set)), conditions })
  })
  api.delete('/:set/resources/:resource', (c) => {
    const set = calls.find(c)
    const gone = findAddress(c, set)
    store(
      c,
      set,
      addressesOf(set).filter((each) => each !== gone),
    )
    return c.body(null, 204)
  })
}

const resourceIdOf = (address: string) => idFromName('ire', address)

function findSet(org: OrgState, idOrLabel: string): Resource {
  const sets = resourcesOf(org, { kind: resourceSets })
  const byLabel = [...sets.values()].find(({ body }) => body['label'] === idOrLabel)
  return byLabel ?? getResource(org, { kind: resourceSets }, idOrLabel)
}

type Binding = { holderId: string; roleId: string; assignmentId: string; created: string; href: string }

/** A binding is a custom role that somebody has for the set; there is no other record of it. */
function bindingsOf(org: OrgState, set: Resource): Binding[] {
  return [...org.roles].flatMap(([holderId, roles]) =>
    roles.flatMap(({ id, customRoleId, resourceSetId, created, assignmentType }) => {
      if (resourceSetId !== set.id || customRoleId === undefined) return []
      const collection = assignmentType === 'GROUP' ? 'groups' : 'users'
      const href = `${org.baseUrl}/api/v1/${collection}/${holderId}`
      return [{ holderId, roleId: customRoleId, assignmentId: id, created, href }]
    }),
  )
}

type NewBinding = { set: Resource; roleId: string; members: readonly string[] }

function bind(org: OrgState, c: SimContext, binding: NewBinding): void {
  const { set, roleId, members } = binding
  for (const member of members) {
    const [, collection, id = ''] = /\/(users|groups)\/(\w+)$/.exec(member) ?? []
    const isKnown = collection === 'users' ? org.users.has(id) : org.groups.has(id)
    if (!isKnown) throw validationError('members', [`members: ${member} is no user or group of this org`])
    const holder = { kind: collection === 'users' ? 'USER' : 'GROUP', id } as const
    insertRole(org, holder, { type: 'CUSTOM', customRoleId: roleId, resourceSetId: set.id })
  }
  recordBinding(org, c, { set, verb: 'add' })
}

function unbind(org: OrgState, c: SimContext, concerns: (binding: Binding) => boolean): void {
  const set = findSet(org, c.req.param('set') ?? '')
  const gone = bindingsOf(org, set).filter(concerns)
  const [first] = gone
  if (first === undefined) throw notFoundError('ResourceSetBinding', set.id)
  for (const { holderId, assignmentId } of gone) {
    const rest = (org.roles.get(holderId) ?? []).filter(({ id }) => id !== assignmentId)
    org.roles.set(holderId, rest)
  }
  recordBinding(org, c, { set, verb: 'delete' })
}

type BindingEvent = { set: Resource; verb: 'add' | 'delete' }

function recordBinding(org: OrgState, c: SimContext, { set, verb }: BindingEvent): void {
  const displayName = String(set.body['label'])
  const target = [{ id: set.id, type: 'ResourceSet', alternateId: 'unknown', displayName, detailEntry: null }]
  record(org, c.get('cause'), { eventType: `iam.resourceset.bindings.${verb}`, target })
}

function toSetJson(org: OrgState, { id, created, lastUpdated, body }: Resource): JsonObject {
  const self = `${org.baseUrl}/api/v1/iam/resource-sets/${id}`
  return {
    id,
    label: body['label'],
    description: body['description'],
    created,
    lastUpdated,
    _links: {
      self: { href: self },
      resources: { href: `${self}/resources` },
      bindings: { href: `${self}/bindings` },
    },
  }
}

function bindingLinks(org: OrgState, set: Resource, roleId: string): JsonObject {
  const path = `${org.baseUrl}/api/v1/iam/resource-sets/${set.id}`
  return {
    self: { href: `${path}/bindings/${roleId}` },
    'resource-set': { href: path },
    bindings: { href: `${path}/bindings` },
    members: { href: `${path}/bindings/${roleId}/members` },
  }
}
