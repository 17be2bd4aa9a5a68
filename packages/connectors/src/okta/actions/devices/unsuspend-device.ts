import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { device } from '../../fields.ts'

export const unsuspendDevice = defineStatusChange({
  id: 'okta.unsuspend_device',
  title: 'Unsuspend device',
  description: 'Lets a suspended device sign in again. One that is active already counts as done.',
  scopes: ['okta.devices.manage'],
  input: z.object({ device }),
  at: (input) => path`/api/v1/devices/${input.device}`,
  step: 'unsuspend',
  to: 'ACTIVE',
  inverse: { action: 'okta.suspend_device', restores: 'SUSPENDED' },
})
