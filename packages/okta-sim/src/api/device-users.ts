import { Hono } from 'hono'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import { devices } from '../resources/device-kinds.ts'
import { deviceUsersOf } from '../resources/device-users.ts'
import { getResource } from '../resources/resources.ts'
import { toUserJson } from './user-json.ts'

/** `/api/v1/devices/{id}/users`: who uses a device. */
export function deviceUsersApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/:device/users', (c) => {
    const device = getResource(org, { kind: devices }, c.req.param('device'))
    const found = deviceUsersOf(device).flatMap(({ id, managementStatus }) => {
      const user = org.users.get(String(id))
      const facts = { created: device.created, managementStatus, screenLockType: 'BIOMETRIC' }
      return user === undefined ? [] : [{ ...facts, user: toUserJson(org, user, 'self') }]
    })
    return c.json(found)
  })
  return api
}
