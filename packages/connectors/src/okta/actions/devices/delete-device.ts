import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { device } from '../../fields.ts'
import { deviceKind } from '../../kinds/device.ts'

export const deleteDevice = defineDeletion({
  id: 'okta.delete_device',
  title: 'Delete device',
  description: 'Deletes a deactivated device for good. Refuses one that is not deactivated.',
  scopes: ['okta.devices.manage'],
  input: z.object({ device }),
  kind: deviceKind,
  at: (input) => path`/api/v1/devices/${input.device}`,
  only: { status: 'DEACTIVATED', after: 'okta.deactivate_device' },
})
