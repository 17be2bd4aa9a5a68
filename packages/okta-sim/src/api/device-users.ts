import { Hono } from 'hono'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import { devices } from '../resources/device-kinds.ts'
import { getResource } from '../resources/resources.ts'
import { toUserJson } from './user-json.ts'

/** `/api/v1/devices/{id}/users`: who uses a device. */
export function deviceUsersApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:device/users', (c) => {
    const { created, body } = getResource(org, { kind: devices }, c.req.param('device'))
    const user = org.users.get(String(body['userId']))
    if (user === undefined) return c.json([])
    const facts = { created, managementStatus: 'NOT_MANAGED', screenLockType: 'BIOMETRIC' }
    return c.json([{ ...facts, user: toUserJson(org, user, 'self') }])
  })
  return api
}
