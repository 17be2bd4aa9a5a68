import type { Action } from '@keyway/sdk'
import { activateDevice } from './devices/activate-device.ts'
import { deactivateDevice } from './devices/deactivate-device.ts'
import { deleteDevice } from './devices/delete-device.ts'
import { listDeviceAssurancePolicies } from './devices/list-device-assurance-policies.ts'
import { listDeviceUsers } from './devices/list-device-users.ts'
import { readDevice } from './devices/read-device.ts'
import { searchDevices } from './devices/search-devices.ts'
import { suspendDevice } from './devices/suspend-device.ts'
import { unsuspendDevice } from './devices/unsuspend-device.ts'

export const deviceActions: readonly Action[] = [
  listDeviceAssurancePolicies,
  listDeviceUsers,
  searchDevices,
  readDevice,
  activateDevice,
  deactivateDevice,
  deleteDevice,
  suspendDevice,
  unsuspendDevice,
]
