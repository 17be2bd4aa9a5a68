import type { Action } from '@keyway/sdk'
import { activateNetworkZone } from './network-zones/activate-network-zone.ts'
import { addAddressesToNetworkZone } from './network-zones/add-addresses-to-network-zone.ts'
import { blockAddresses } from './network-zones/block-addresses.ts'
import { createNetworkZone } from './network-zones/create-network-zone.ts'
import { deactivateNetworkZone } from './network-zones/deactivate-network-zone.ts'
import { deleteNetworkZone } from './network-zones/delete-network-zone.ts'
import { listNetworkZones } from './network-zones/list-network-zones.ts'
import { readNetworkZone } from './network-zones/read-network-zone.ts'
import { removeAddressesFromNetworkZone } from './network-zones/remove-addresses-from-network-zone.ts'
import { unblockAddresses } from './network-zones/unblock-addresses.ts'

export const networkZoneActions: readonly Action[] = [
  listNetworkZones,
  readNetworkZone,
  createNetworkZone,
  activateNetworkZone,
  addAddressesToNetworkZone,
  blockAddresses,
  deactivateNetworkZone,
  deleteNetworkZone,
  removeAddressesFromNetworkZone,
  unblockAddresses,
]
