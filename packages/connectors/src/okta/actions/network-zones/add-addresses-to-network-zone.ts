import { defineAction, z } from '@keyway/sdk'
import { zone } from '../../fields.ts'
import { addresses, addToZone, part, readEntries, uncovered, zoneOutcome } from '../../zone-addresses.ts'

export const addAddressesToNetworkZone = defineAction({
  id: 'okta.add_addresses_to_network_zone',
  title: 'Add addresses to network zone',
  description:
    'Adds addresses to a zone and keeps what others add meanwhile. What the zone covers already is left out. ' +
    'To shut somebody out, block the address.',
  effect: 'idempotent',
  scopes: ['okta.networkZones.manage'],
  input: z.object({ zone, addresses, part }),
  output: zoneOutcome,
  run: (input, context) => addToZone(context, input),
  readState: readEntries,
  inverse: {
    action: 'okta.remove_addresses_from_network_zone',
    input({ input, before }) {
      const added = before === null ? [] : uncovered(input.addresses, before[input.part])
      return added.length === 0 ? undefined : { ...input, addresses: added }
    },
  },
})
