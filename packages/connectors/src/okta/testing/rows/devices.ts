import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { newName, newUser } from '../world.ts'
import { deleting, listing, moving, reading } from './shapes.ts'

const missing = { input: { device: 'guonone' } }

const newDevice = (org: TestOrg): string =>
  org.sim.org.enrolDevice(newUser(org), { displayName: newName('Device'), platform: 'MACOS' }).id

/** A device after one more step of its lifecycle. */
async function movedDevice(org: TestOrg, step: string): Promise<{ device: string }> {
  const device = newDevice(org)
  await org.call('POST', `/api/v1/devices/${device}/lifecycle/${step}`)
  return { device }
}

export const deviceRows: Rows = {
  'okta.search_devices': reading({
    given(org) {
      const displayName = newName('Sought')
      org.sim.org.enrolDevice(newUser(org), { displayName, platform: 'IOS' })
      return { match: { 'profile.displayName': displayName }, limit: 5 }
    },
    sends: ['GET /api/v1/devices?search=profile.displayName eq "*"&limit=6'],
    gives: { devices: [{ id: '*', profile: { platform: 'IOS' } }], hasMore: false },
    missing: { input: { match: { 'profile.displayName': 'none' } }, gives: { devices: [] } },
  }),
  'okta.read_device': reading({
    given: (org) => ({ device: newDevice(org) }),
    sends: ['GET /api/v1/devices/{device}'],
    gives: { id: '{device}', status: 'ACTIVE' },
    missing,
  }),
  'okta.list_device_users': reading({
    given: (org) => ({ device: newDevice(org), limit: 5 }),
    sends: ['GET /api/v1/devices/{device}/users'],
    gives: { users: [{ user: { id: '*' } }], hasMore: false },
    missing,
  }),
  'okta.list_device_assurance_policies': listing({
    async given(org) {
      const body = { name: newName('Assurance'), platform: 'MACOS' }
      await org.call('POST', '/api/v1/device-assurances', body)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/device-assurances'],
    gives: { policies: '*', hasMore: false },
  }),
  'okta.activate_device': moving({
    given: (org) => movedDevice(org, 'deactivate'),
    sends: ['GET /api/v1/devices/{device}', 'POST /api/v1/devices/{device}/lifecycle/activate'],
    missing,
  }),
  'okta.deactivate_device': moving({
    given: (org) => ({ device: newDevice(org) }),
    sends: ['GET /api/v1/devices/{device}', 'POST /api/v1/devices/{device}/lifecycle/deactivate'],
    missing,
  }),
  'okta.suspend_device': moving({
    given: (org) => ({ device: newDevice(org) }),
    sends: ['GET /api/v1/devices/{device}', 'POST /api/v1/devices/{device}/lifecycle/suspend'],
    missing,
  }),
  'okta.unsuspend_device': moving({
    given: (org) => movedDevice(org, 'suspend'),
    sends: ['GET /api/v1/devices/{device}', 'POST /api/v1/devices/{device}/lifecycle/unsuspend'],
    missing,
  }),
  'okta.delete_device': deleting({
    given: (org) => movedDevice(org, 'deactivate'),
    sends: ['GET /api/v1/devices/{device}', 'DELETE /api/v1/devices/{device}'],
    missing,
  }),
}
