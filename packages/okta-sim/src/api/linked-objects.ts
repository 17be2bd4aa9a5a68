import { Hono } from 'hono'
import { notFoundError, OktaError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readObject, readText } from '../org/read-field.ts'
import { getUser } from '../org/users.ts'
import { findRequested } from './users.ts'

/** `/api/v1/meta/schemas/user/linkedObjects`: which relations between users there are, such as manager and report. */
export function linkedObjectsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/', (c) => c.json([...org.linkedObjects.values()].map((relation) => toJson(org, relation))))
  api.post('/', async (c) => {
    const body = await readBody(c)
    const relation = {
      primary: readObject(body, 'primary'),
      associated: readObject(body, 'associated'),
      links: new Map(),
    }
    const names = [nameOf(relation.primary), nameOf(relation.associated)]
    if (names.some((name) => findRelation(org, name) !== undefined)) throw new OktaError('E0000127')
    org.linkedObjects.set(nameOf(relation.primary), relation)
    return c.json(toJson(org, relation), 201)
  })
  api.get('/:name', (c) => c.json(toJson(org, getRelation(org, c.req.param('name')))))
  api.delete('/:name', (c) => {
    org.linkedObjects.delete(nameOf(getRelation(org, c.req.param('name')).primary))
    return c.body(null, 204)
  })
  return api
}

/** `/api/v1/users/{id}/linkedObjects/{name}`: who is related to whom. */
export function userLinksApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.put('/:user/linkedObjects/:name/:primary', (c) => {
    const user = findRequested(org, c)
    const primary = getUser(org, c.req.param('primary'))
    getRelation(org, c.req.param('name')).links.set(user.id, primary.id)
    return c.body(null, 204)
  })
  api.get('/:user/linkedObjects/:name', (c) => c.json(listLinks(org, c)))
  api.delete('/:user/linkedObjects/:name', (c) => {
    getRelation(org, c.req.param('name')).links.delete(findRequested(org, c).id)
    return c.body(null, 204)
  })
  return api
}

/** A relation has two names: that of the one end and that of the other. Each associated user has one primary. */
export type Relation = { primary: JsonObject; associated: JsonObject; links: Map<string, string> }

function listLinks(org: OrgState, c: SimContext): JsonObject[] {
  const { id } = findRequested(org, c)
  const name = c.req.param('name') ?? ''
  const { primary, links } = getRelation(org, name)
  const pairs = [...links]
  const found =
    nameOf(primary) === name
      ? pairs.filter(([associatedId]) => associatedId === id).map(([, primaryId]) => primaryId)
      : pairs.filter(([, primaryId]) => primaryId === id).map(([associatedId]) => associatedId)
  return found.map((userId) => ({ _links: { self: { href: `${org.baseUrl}/api/v1/users/${userId}` } } }))
}

function nameOf(end: JsonObject): string {
  const name = readText(end, 'name')
  if (name === undefined) throw validationError('name', ['name: Both ends of the relation need a name'])
  return name
}

function findRelation(org: OrgState, name: string): Relation | undefined {
  return [...org.linkedObjects.values()].find(
    ({ primary, associated }) => nameOf(primary) === name || nameOf(associated) === name,
  )
}

function getRelation(org: OrgState, name: string): Relation {
  const relation = findRelation(org, name)
  if (relation === undefined) throw notFoundError('LinkedObject', name)
  return relation
}

function toJson(org: OrgState, { primary, associated }: Relation): JsonObject {
  const href = `${org.baseUrl}/api/v1/meta/schemas/user/linkedObjects/${nameOf(primary)}`
  return { primary, associated, _links: { self: { href } } }
}
