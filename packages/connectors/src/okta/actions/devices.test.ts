import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOrg, type TestOrg } from '../testing/start-org.ts'
import { activateDevice } from './devices/activate-device.ts'
import { deactivateDevice } from './devices/deactivate-device.ts'
import { deleteDevice } from './devices/delete-device.ts'
import { listDeviceAssurancePolicies } from './devices/list-device-assurance-policies.ts'
import { listDeviceUsers } from './devices/list-device-users.ts'
import { readDevice } from './devices/read-device.ts'
import { searchDevices } from './devices/search-devices.ts'
import { suspendDevice } from './devices/suspend-device.ts'
import { unsuspendDevice } from './devices/unsuspend-device.ts'

let org: TestOrg
beforeAll(async () => {
  org = await startOrg()
})
afterAll(() => org.sim.close())

function newDevice(displayName: string): { device: string; user: string } {
  const login = `${displayName.replaceAll(' ', '.')}@acme.test`
  const { id } = org.sim.org.createUser({ profile: { login, email: login, firstName: 'D', lastName: 'D' } })
  return { device: org.sim.org.enrolDevice(id, { displayName, platform: 'MACOS' }).id, user: id }
}

test('devices are found, read, and tell their users', async () => {
  const { device, user } = newDevice('Lin laptop')
  expect(await org.run(searchDevices, { match: { 'profile.displayName': 'Lin laptop' } })).toMatchObject({
    devices: [{ id: device, profile: { platform: 'MACOS' } }],
  })
  expect(await org.run(searchDevices, { search: 'profile.platform eq "IOS"' })).toMatchObject({ devices: [] })
  expect(await org.run(readDevice, { device })).toMatchObject({ status: 'ACTIVE' })
  expect(await org.run(listDeviceUsers, { device })).toMatchObject({ users: [{ user: { id: user } }] })
})

test('devices are suspended, deactivated, and brought back', async () => {
  const { device } = newDevice('Lost phone')
  const [active, suspended, deactivated] = ['ACTIVE', 'SUSPENDED', 'DEACTIVATED'].map((status) => ({
    status,
  }))
  expect(await org.runAndUndo(suspendDevice, { device })).toEqual([active, suspended, active])
  expect(await org.runAndUndo(deactivateDevice, { device })).toEqual([active, deactivated, active])
  await org.run(suspendDevice, { device })
  expect(await org.run(suspendDevice, { device })).toEqual({ statusCode: 200, changed: false })
  expect(await org.runAndUndo(unsuspendDevice, { device })).toEqual([suspended, active, suspended])
  // What leads from suspended to deactivated leads not back.
  await expect(org.runAndUndo(deactivateDevice, { device })).rejects.toThrow(/Nothing takes/)
  expect(await org.runAndUndo(activateDevice, { device })).toEqual([deactivated, active, deactivated])
})

test('devices are deleted in two steps', async () => {
  const { device } = newDevice('Old tablet')
  await expect(org.run(deleteDevice, { device })).rejects.toMatchObject({ code: 'okta_not_deactivated' })
  await org.run(deactivateDevice, { device })
  expect(await org.run(deleteDevice, { device })).toEqual({ statusCode: 204 })
  expect(await org.lookUp(deleteDevice, { device })).toEqual({ statusCode: 204 })
})

test('what the org demands of devices is listed', async () => {
  await org.call('POST', '/api/v1/device-assurances', { name: 'Managed Macs', platform: 'MACOS' })
  expect(await org.run(listDeviceAssurancePolicies)).toMatchObject({ policies: [{ name: 'Managed Macs' }] })
})
