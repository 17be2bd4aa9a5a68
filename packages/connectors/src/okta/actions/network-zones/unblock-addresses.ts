import { defineAction, z } from '@keyway/sdk'
import { blocklistZone, findBlocklist, readBlocklist } from '../../blocklist.ts'
import { addresses, entered, removeFromZone, zoneOutcome } from '../../zone-addresses.ts'

export const unblockAddresses = defineAction({
  id: 'okta.unblock_addresses',
  title: 'Unblock addresses',
  description:
    'Takes the entries that are exactly these addresses out of the blocklist zone. A wider block that covers them stays.',
  effect: 'idempotent',
  scopes: ['okta.networkZones.manage'],
  input: z.object({ addresses, zone: blocklistZone }),
  output: zoneOutcome,
  async run({ addresses: list, zone }, context) {
    const blocklist = await findBlocklist(context.http, zone)
    return removeFromZone(context, { zone: blocklist, part: 'gateways', addresses: list })
  },
  readState: readBlocklist,
  inverse: {
    action: 'okta.block_addresses',
    input({ input, before }) {
      const removed = entered(input.addresses, before.gateways)
      return removed.length === 0 ? undefined : { addresses: removed, zone: before.zone }
    },
  },
})
