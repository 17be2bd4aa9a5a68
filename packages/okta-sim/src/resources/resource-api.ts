import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { paginate } from '../http/paginate.ts'
import { readBody } from '../http/read-body.ts'
import { readExpression, readFlag } from '../http/read-query.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { JsonObject } from '../org/json-object.ts'
import { asJsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import type { Resource, ResourceKind } from './resource-kind.ts'
import type { Change, Collection } from './resources.ts'
import {
  createResource,
  deleteResource,
  getResource,
  mergeResource,
  moveResource,
  replaceResource,
  resourcesOf,
} from './resources.ts'

/** The calls of a kind of resource, as its declaration says, at its whole path. */
export function resourceApi(org: OrgState, kind: ResourceKind): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const all = kind.path
  const one = `${kind.path}/:id`
  const allowed = new Set(kind.operations ?? ['create', 'replace', 'delete'])
  const at = (c: SimContext): Change => ({ collection: collectionOf(org, kind, c), cause: c.get('cause') })
  const show = (c: SimContext, resource: Resource) => {
    return toResourceJson(org, collectionOf(org, kind, c), resource)
  }
  const idOf = (c: SimContext) => c.req.param('id') ?? ''

  api.get(all, (c) => {
    const found = listResources(org, c, at(c).collection).map((each) => show(c, each))
    return c.json(kind.listedAs === undefined ? found : { [kind.listedAs]: found, _links: {} })
  })
  if (allowed.has('create')) {
    api.post(all, async (c) => {
      const isInactive = kind.transitions !== undefined && readFlag(c, 'activate') === false
      const input = { body: await readBody(c), ...(isInactive ? { status: 'INACTIVE' } : {}) }
      return c.json(show(c, createResource(org, at(c), input)), kind.createStatus ?? 200)
    })
  }
  api.get(one, (c) => c.json(show(c, getResource(org, at(c).collection, idOf(c)))))
  if (allowed.has('replace')) {
    api.put(one, async (c) => {
      const replaced = replaceResource(org, at(c), { id: idOf(c), body: await readBody(c) })
      return c.json(show(c, replaced), kind.replaceStatus ?? 200)
    })
  }
  for (const [operation, method] of [
    ['merge', 'POST'],
    ['patch', 'PATCH'],
  ] as const) {
    if (!allowed.has(operation)) continue
    api.on(method, one, async (c) => {
      return c.json(show(c, mergeResource(org, at(c), { id: idOf(c), body: await readBody(c) })))
    })
  }
  if (allowed.has('delete')) {
    api.delete(one, (c) => {
      deleteResource(org, at(c), idOf(c))
      return c.body(null, kind.deleteStatus ?? 204)
    })
  }
  for (const transition of kind.transitions ?? []) {
    api.post(`${one}/${kind.transitionPrefix ?? 'lifecycle/'}${transition.name}`, (c) => {
      const moved = moveResource(org, at(c), { id: idOf(c), transition })
      if (kind.transitionStatus === 204) return c.body(null, 204)
      return c.json(show(c, moved), kind.transitionStatus ?? 200)
    })
  }
  return api
}

/** The collection that a call names by the parameters of its path. Throws E0000007 for parents that do not exist. */
function collectionOf(org: OrgState, kind: ResourceKind, c: SimContext): Collection {
  const names = [...kind.path.matchAll(/:(\w+)/g)].flatMap(([, name]) => name ?? [])
  if (names.length === 0) return { kind }
  const ids = names.map((name) => c.req.param(name) ?? '')
  checkParents(org, kind, ids)
  return { kind, parentId: ids.join('/') }
}

function checkParents(org: OrgState, kind: ResourceKind, ids: readonly string[]): void {
  const { parent } = kind
  const above = ids.slice(0, -1)
  if (parent !== undefined) {
    checkParents(org, parent, above)
    const collection = above.length === 0 ? { kind: parent } : { kind: parent, parentId: above.join('/') }
    getResource(org, collection, ids.at(-1) ?? '')
  }
  kind.checkParent?.(org, ids[0] ?? '')
}

function listResources(org: OrgState, c: SimContext, collection: Collection): Resource[] {
  const { kind } = collection
  const { requiredQuery, page } = kind
  if (requiredQuery !== undefined && c.req.query(requiredQuery) === undefined) {
    throw validationError(requiredQuery, [`${requiredQuery}: The parameter is required`])
  }
  const matches = readExpression(c, {
    name: 'filter',
    letterCase: 'case-sensitive',
    errorCode: 'E0000031',
    rules: {
      not: 'refused',
      allows: (attribute, operator) => (kind.filter ?? []).includes(attribute) && operator === 'eq',
    },
  })
  const isFound = readExpression(c, {
    name: 'search',
    letterCase: 'case-insensitive',
    errorCode: 'E0000031',
    rules: { not: 'refused', allows: (attribute, operator) => isSearchable(kind, attribute, operator) },
  })
  const wanted = (kind.equalQuery ?? []).flatMap((name) => {
    const value = c.req.query(name)
    return value === undefined ? [] : [{ name, value }]
  })
  const q = c.req.query('q')?.toLowerCase()
  const found = [...resourcesOf(org, collection).values()].filter((resource) => {
    const { id, created, lastUpdated, status, body } = resource
    const subject: JsonObject = { ...body, id, created, lastUpdated, status }
    if (matches?.(subject) === false || isFound?.(subject) === false) return false
    if (q && !String(subject['name']).toLowerCase().startsWith(q)) return false
    return wanted.every(({ name, value }) => subject[name] === value)
  })
  if (kind.rankedBy !== undefined) {
    return found.toSorted((a, b) => Number(a.body['priority']) - Number(b.body['priority']))
  }
  if (page === undefined) return found
  const placed = found.map((item) => ({ place: item.sequence, item }))
  return paginate({ org, c }, placed, page)
}

function isSearchable({ search }: ResourceKind, attribute: string, operator: string): boolean {
  if (search?.includes(attribute) !== true) return false
  const isDate = attribute === 'created' || attribute === 'lastUpdated'
  return (isDate ? ['eq', 'gt', 'ge', 'lt', 'le'] : ['eq', 'sw', 'co', 'pr']).includes(operator)
}

/** A resource as the API shows it, with links to what can be done next. */
export function toResourceJson(org: OrgState, collection: Collection, resource: Resource): JsonObject {
  const { kind, parentId } = collection
  const { id, created, lastUpdated, status, body } = resource
  const parents = parentId?.split('/') ?? []
  const self = `${org.baseUrl}${kind.path.replaceAll(/:\w+/g, () => parents.shift() ?? '')}/${id}`
  const next = (kind.transitions ?? []).filter(({ to, from }) => {
    return to !== status && (from === undefined || from.includes(status ?? ''))
  })
  const lifecycle = next.map(({ name }) => [
    name,
    { href: `${self}/${kind.transitionPrefix ?? 'lifecycle/'}${name}`, hints: { allow: ['POST'] } },
  ])
  const { _links: more, ...extra } = kind.show?.(resource, self) ?? {}
  const shown = Object.entries(body).filter(([name]) => kind.secret?.includes(name) !== true)
  return {
    id,
    created,
    lastUpdated,
    ...(status === undefined ? {} : { status }),
    ...Object.fromEntries(shown),
    ...extra,
    _links: {
      self: { href: self, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
      ...Object.fromEntries(lifecycle),
      ...asJsonObject(more),
    },
  }
}
