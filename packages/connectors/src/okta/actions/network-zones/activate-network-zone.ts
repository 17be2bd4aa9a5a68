import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { zone } from '../../fields.ts'

export const activateNetworkZone = defineStatusChange({
  id: 'okta.activate_network_zone',
  title: 'Activate network zone',
  description: 'Puts a network zone into effect. One that is active already counts as done.',
  scopes: ['okta.networkZones.manage'],
  input: z.object({ zone }),
  at: (input) => path`/api/v1/zones/${input.zone}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_network_zone', restores: 'INACTIVE' },
})
