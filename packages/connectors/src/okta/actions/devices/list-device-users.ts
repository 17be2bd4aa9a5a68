import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { device } from '../../fields.ts'
import { deviceUserKind } from '../../kinds/device-user.ts'
import { defineListing } from '../../listing.ts'

export const listDeviceUsers = defineListing({
  id: 'okta.list_device_users',
  title: 'List users of device',
  description: 'Lists the users whom a device belongs to.',
  scopes: ['okta.devices.read'],
  input: z.object({ device, limit }),
  list: (input) => ({
    path: path`/api/v1/devices/${input.device}/users`,
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('users', deviceUserKind),
})
