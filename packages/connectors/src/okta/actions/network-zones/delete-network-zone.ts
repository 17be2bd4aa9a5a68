import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { zone } from '../../fields.ts'
import { networkZoneKind } from '../../kinds/network-zone.ts'

export const deleteNetworkZone = defineDeletion({
  id: 'okta.delete_network_zone',
  title: 'Delete network zone',
  description:
    'Deletes a deactivated network zone for good. Refuses one that is active, as Okta does one in use.',
  scopes: ['okta.networkZones.manage'],
  input: z.object({ zone }),
  kind: networkZoneKind,
  at: (input) => path`/api/v1/zones/${input.zone}`,
  only: { status: 'INACTIVE', after: 'okta.deactivate_network_zone' },
})
