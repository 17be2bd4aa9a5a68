import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { zone } from '../../fields.ts'
import { networkZoneKind } from '../../kinds/network-zone.ts'

export const readNetworkZone = defineReading({
  id: 'okta.read_network_zone',
  title: 'Read network zone',
  description: 'Reads one network zone. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.networkZones.read'],
  input: z.object({ zone }),
  kind: networkZoneKind,
  at: (input) => path`/api/v1/zones/${input.zone}`,
})
