import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { device } from '../../fields.ts'

export const deactivateDevice = defineStatusChange({
  id: 'okta.deactivate_device',
  title: 'Deactivate device',
  description:
    'Deactivates a device: people enroll it anew before they use it again. One that is deactivated already counts as done.',
  scopes: ['okta.devices.manage'],
  input: z.object({ device }),
  at: (input) => path`/api/v1/devices/${input.device}`,
  step: 'deactivate',
  to: 'DEACTIVATED',
  inverse: { action: 'okta.activate_device', restores: 'ACTIVE' },
})
