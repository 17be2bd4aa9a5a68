import { Hono } from 'hono'
import { notFoundError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import { newId } from '../org/ids.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import type { Resource, ResourceKind } from '../resources/resource-kind.ts'
import { insertResource, resourcesOf } from '../resources/resources.ts'

const kind: ResourceKind = {
  path: '/api/v1/ssf/stream',
  name: 'StreamConfiguration',
  idPrefix: 'esc',
  required: ['delivery', 'events_requested'],
}

/** `/api/v1/ssf/stream`: where the org sends security events to. One path for all of them and, by a query, for one. */
export function ssfStreamsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const streams = () => resourcesOf(org, { kind })
  const find = (id: string) => {
    const found = streams().get(id)
    if (found === undefined) throw notFoundError(kind.name, id)
    return found
  }
  api.get('/', (c) => {
    const id = c.req.query('stream_id')
    return c.json(
      id === undefined ? [...streams().values()].map((each) => toJson(org, each)) : toJson(org, find(id)),
    )
  })
  api.post('/', async (c) => {
    const made = insertResource(org, { kind }, { body: await readBody(c), id: newId(org, kind.idPrefix) })
    return c.json(toJson(org, made), 201)
  })
  api.delete('/', (c) => {
    const id = c.req.query('stream_id')
    if (id === undefined) throw validationError('stream_id', ['stream_id: The parameter is required'])
    streams().delete(find(id).id)
    return c.body(null, 204)
  })
  return api
}

function toJson(org: OrgState, { id, body }: Resource): JsonObject {
  return {
    stream_id: id,
    iss: org.baseUrl,
    format: 'iss_sub',
    events_delivered: body['events_requested'],
    min_verification_interval: 60,
    ...body,
  }
}
