import { defineAction, z } from '@keyway/sdk'
import { blockedAddresses, blocklistZone, findBlocklist, readBlocklist } from '../../blocklist.ts'
import { addToZone, uncovered, zoneOutcome } from '../../zone-addresses.ts'

export const blockAddresses = defineAction({
  id: 'okta.block_addresses',
  title: 'Block addresses',
  description:
    'Puts addresses into the blocklist zone: nobody signs in from there any more. What is blocked already stays so.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.networkZones.manage'],
  input: z.object({ addresses: blockedAddresses, zone: blocklistZone }),
  output: zoneOutcome,
  async run({ addresses, zone }, context) {
    const blocklist = await findBlocklist(context.http, zone)
    return addToZone(context, { zone: blocklist, part: 'gateways', addresses })
  },
  readState: readBlocklist,
  inverse: {
    action: 'okta.unblock_addresses',
    input({ input, before }) {
      const added = uncovered(input.addresses, before.gateways)
      return added.length === 0 ? undefined : { addresses: added, zone: before.zone }
    },
  },
})
