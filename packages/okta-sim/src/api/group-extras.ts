import { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { paginate } from '../http/paginate.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import { getGroup } from '../org/groups.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { readText } from '../org/read-field.ts'
import { toUserParty } from '../org/user.ts'
import { getUser } from '../org/users.ts'
import { toAppJson } from './app-json.ts'

/** `/api/v1/groups/{id}/apps` and `/owners`. */
export function groupExtrasApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:group/apps', (c) => {
    const { id } = getGroup(org, c.req.param('group'))
    const apps = [...org.apps.values()].filter(({ groups }) => groups.has(id))
    const placed = apps.map((item) => ({ place: item.sequence, item }))
    return c.json(paginate({ org, c }, placed, { default: 20, max: 200 }).map((app) => toAppJson(org, app)))
  })
  api.get('/:group/owners', (c) => {
    const owners = org.groupOwners.get(getGroup(org, c.req.param('group')).id) ?? []
    return c.json(owners.map((owner) => toOwnerJson(org, owner)))
  })
  api.post('/:group/owners', async (c) => {
    const { id: groupId } = getGroup(org, c.req.param('group'))
    const body = await readBody(c)
    const [id, type] = [readText(body, 'id') ?? '', readText(body, 'type')]
    if (type !== 'USER' && type !== 'GROUP') throw validationError('type', ['type: Expected USER or GROUP'])
    const owner: GroupOwner = { id: type === 'USER' ? getUser(org, id).id : getGroup(org, id).id, type }
    const owners = org.groupOwners.get(groupId) ?? []
    if (owners.some((each) => each.id === owner.id)) {
      throw validationError('id', ['id: The owner is assigned to the group already'])
    }
    org.groupOwners.set(groupId, [...owners, owner])
    return c.json(toOwnerJson(org, owner), 201)
  })
  api.delete('/:group/owners/:owner', (c) => {
    const { id: groupId } = getGroup(org, c.req.param('group'))
    const owners = org.groupOwners.get(groupId) ?? []
    const rest = owners.filter(({ id }) => id !== c.req.param('owner'))
    if (rest.length === owners.length) throw notFoundError('GroupOwner', c.req.param('owner'))
    org.groupOwners.set(groupId, rest)
    return c.body(null, 204)
  })
  return api
}

export type GroupOwner = { readonly id: string; readonly type: 'USER' | 'GROUP' }

function toOwnerJson(org: OrgState, { id, type }: GroupOwner): JsonObject {
  const user = org.users.get(id)
  const displayName = user ? toUserParty(user).displayName : org.groups.get(id)?.profile.name
  return {
    id,
    type,
    displayName: displayName ?? id,
    originId: null,
    originType: 'OKTA_DIRECTORY',
    resolved: true,
    lastUpdated: org.clock().toISOString(),
  }
}
