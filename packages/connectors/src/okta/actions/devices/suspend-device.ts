import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { device } from '../../fields.ts'

export const suspendDevice = defineStatusChange({
  id: 'okta.suspend_device',
  title: 'Suspend device',
  description:
    'Keeps a device from signing in until it is unsuspended. One that is suspended already counts as done.',
  urgent: true,
  scopes: ['okta.devices.manage'],
  input: z.object({ device }),
  at: (input) => path`/api/v1/devices/${input.device}`,
  step: 'suspend',
  to: 'SUSPENDED',
  inverse: { action: 'okta.unsuspend_device', restores: 'ACTIVE' },
})
