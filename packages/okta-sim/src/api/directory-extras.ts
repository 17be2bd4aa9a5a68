import { Hono } from 'hono'
import { validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import { newId } from '../org/ids.ts'
import type { OrgState } from '../org/org-state.ts'
import { readText } from '../org/read-field.ts'
import { features, realmAssignments } from '../resources/directory-kinds.ts'
import { getResource } from '../resources/resources.ts'

/** `/api/v1/realm-assignments/operations`: runs an assignment for everybody; the simulated org moves nobody. */
export function realmOperationsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.post('/operations', async (c) => {
    const id = readText(await readBody(c), 'assignmentId')
    if (id === undefined)
      throw validationError('assignmentId', ['assignmentId: The field cannot be left blank'])
    const { id: assignmentId, body } = getResource(org, { kind: realmAssignments }, id)
    const now = org.clock().toISOString()
    const operation = { id: newId(org, 'rre'), type: 'realm:assignment', status: 'COMPLETED' }
    const times = { created: now, started: now, completed: now }
    const configuration = { id: assignmentId, name: body['name'] }
    return c.json({ ...operation, ...times, numUserMoved: 0, assignmentOperation: { configuration } }, 201)
  })
  return api
}

/** `/api/v1/features/{id}/dependencies` and `/dependents`: no feature of the simulated org stands on another. */
export function featureRelationsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  for (const relation of ['dependencies', 'dependents']) {
    api.get(`/:feature/${relation}`, (c) => {
      getResource(org, { kind: features }, c.req.param('feature'))
      return c.json([])
    })
  }
  return api
}
