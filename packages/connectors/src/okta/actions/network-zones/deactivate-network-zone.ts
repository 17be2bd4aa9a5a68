import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { zone } from '../../fields.ts'

export const deactivateNetworkZone = defineStatusChange({
  id: 'okta.deactivate_network_zone',
  title: 'Deactivate network zone',
  description:
    'Takes a network zone out of effect, also where policies name it. One that is inactive already counts as done.',
  scopes: ['okta.networkZones.manage'],
  input: z.object({ zone }),
  at: (input) => path`/api/v1/zones/${input.zone}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_network_zone', restores: 'ACTIVE' },
})
