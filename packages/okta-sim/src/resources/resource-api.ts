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
  moveResource,
  replaceResource,
  resourcesOf,
} from './resources.ts'

/** The calls of a kind of resource, as its declaration says. */
export function resourceApi(org: OrgState, kind: ResourceKind): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const allowed = new Set(kind.operations ?? ['create', 'replace', 'delete'])
  const at = (c: SimContext): Change => ({ collection: collectionOf(org, kind, c), cause: c.get('cause') })
  const show = (c: SimContext, resource: Resource) => toResourceJson(org, kind, { c, resource })
  const idOf = (c: SimContext) => c.req.param('id') ?? ''

  api.get('/', (c) => c.json(listResources(org, c, at(c).collection).map((each) => show(c, each))))
  if (allowed.has('create')) {
    api.post('/', async (c) => {
      const isInactive = kind.transitions !== undefined && readFlag(c, 'activate') === false
      const input = { body: await readBody(c), ...(isInactive ? { status: 'INACTIVE' } : {}) }
      return c.json(show(c, createResource(org, at(c), input)), kind.createStatus ?? 200)
    })
  }
  api.get('/:id', (c) => c.json(show(c, getResource(org, at(c).collection, idOf(c)))))
  if (allowed.has('replace')) {
    api.put('/:id', async (c) => {
      return c.json(show(c, replaceResource(org, at(c), { id: idOf(c), body: await readBody(c) })))
    })
  }
  if (allowed.has('delete')) {
    api.delete('/:id', (c) => {
      deleteResource(org, at(c), idOf(c))
      return c.body(null, kind.deleteStatus ?? 204)
    })
  }
  for (const transition of kind.transitions ?? []) {
    api.post(`/:id/lifecycle/${transition.name}`, (c) => {
      const moved = moveResource(org, at(c), { id: idOf(c), transition })
      return kind.transitionStatus === 204 ? c.body(null, 204) : c.json(show(c, moved))
    })
  }
  return api
}

function collectionOf(org: OrgState, kind: ResourceKind, c: SimContext): Collection {
  if (!kind.path.includes('/:parent')) return { kind }
  const parentId = c.req.param('parent') ?? ''
  if (kind.parent !== undefined) getResource(org, { kind: kind.parent }, parentId)
  return { kind, parentId }
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
    rules: {
      not: 'refused',
      allows: (attribute, operator) =>
        (kind.search ?? []).includes(attribute) && ['eq', 'sw', 'co'].includes(operator),
    },
  })
  const wanted = (kind.equalQuery ?? []).flatMap((name) => {
    const value = c.req.query(name)
    return value === undefined ? [] : [{ name, value }]
  })
  const q = c.req.query('q')?.toLowerCase()
  const found = [...resourcesOf(org, collection).values()].filter((resource) => {
    const subject: JsonObject = { ...resource.body, id: resource.id, status: resource.status }
    if (matches?.(subject) === false || isFound?.(subject) === false) return false
    if (q && !String(subject['name']).toLowerCase().startsWith(q)) return false
    return wanted.every(({ name, value }) => subject[name] === value)
  })
  if (page === undefined) return found
  const placed = found.map((item) => ({ place: item.sequence, item }))
  return paginate({ org, c }, placed, page)
}

/** A resource as the API shows it, with links to what can be done next. */
export function toResourceJson(
  org: OrgState,
  kind: ResourceKind,
  { c, resource }: { c: SimContext; resource: Resource },
): JsonObject {
  const { id, created, lastUpdated, status, body } = resource
  const self = `${org.baseUrl}${kind.path.replace(':parent', c.req.param('parent') ?? '')}/${id}`
  const next = (kind.transitions ?? []).filter(({ to, from }) => {
    return to !== status && (from === undefined || from.includes(status ?? ''))
  })
  const lifecycle = next.map(({ name }) => [
    name,
    { href: `${self}/lifecycle/${name}`, hints: { allow: ['POST'] } },
  ])
  const { _links: more, ...extra } = kind.show?.(resource, self) ?? {}
  return {
    id,
    created,
    lastUpdated,
    ...(status === undefined ? {} : { status }),
    ...body,
    ...extra,
    _links: {
      self: { href: self, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
      ...Object.fromEntries(lifecycle),
      ...asJsonObject(more),
    },
  }
}
