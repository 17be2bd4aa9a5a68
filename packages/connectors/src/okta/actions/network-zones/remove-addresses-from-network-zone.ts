import { defineAction, z } from '@keyway/sdk'
import { zone } from '../../fields.ts'
import { addresses, entered, part, readEntries, removeFromZone, zoneOutcome } from '../../zone-addresses.ts'

export const removeAddressesFromNetworkZone = defineAction({
  id: 'okta.remove_addresses_from_network_zone',
  title: 'Remove addresses from network zone',
  description:
    'Removes the entries of a zone that are exactly these addresses, however they are written. ' +
    'A wider block that covers them stays.',
  effect: 'idempotent',
  scopes: ['okta.networkZones.manage'],
  input: z.object({ zone, addresses, part }),
  output: zoneOutcome,
  run: (input, context) => removeFromZone(context, input),
  readState: readEntries,
  inverse: {
    action: 'okta.add_addresses_to_network_zone',
    input({ input, before }) {
      const removed = before === null ? [] : entered(input.addresses, before[input.part])
      return removed.length === 0 ? undefined : { ...input, addresses: removed }
    },
  },
})
