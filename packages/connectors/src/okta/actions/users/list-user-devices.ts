import { path, z } from '@keyway/sdk'
import { userId } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { toUserDevice, userDeviceRecord } from '../../records/belongings.ts'

export const listUserDevices = defineListing({
  id: 'okta.list_user_devices',
  title: 'List user devices',
  description: 'Lists the devices that are registered for a user.',
  scopes: ['okta.users.read'],
  input: z.object({ user: userId }),
  output: z.object({ devices: z.array(userDeviceRecord) }),
  list: (input) => ({ path: path`/api/v1/users/${input.user}/devices`, ...inOneAnswer }),
  toItem: toUserDevice,
  toOutput: (devices) => ({ devices }),
})
