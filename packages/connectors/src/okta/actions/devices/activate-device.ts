import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { device } from '../../fields.ts'

export const activateDevice = defineStatusChange({
  id: 'okta.activate_device',
  title: 'Activate device',
  description:
    'Activates a device that was created or deactivated. One that is active already counts as done.',
  scopes: ['okta.devices.manage'],
  input: z.object({ device }),
  at: (input) => path`/api/v1/devices/${input.device}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_device', restores: 'DEACTIVATED' },
})
