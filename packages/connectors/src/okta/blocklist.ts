import { InputError, field, isJsonObject, path, z, readAddressRange, sizeOfRange } from '@keyway/sdk'
import type { ActionContext, Http } from '@keyway/sdk'
import { optional, textOf } from '../input.ts'
import { findInList } from './define/find-object.ts'
import { searchZones } from './pickers.ts'
import { addressList, readEntries } from './zone-addresses.ts'

/** A slip in a flow must not shut out a country: a wider block is entered by hand. */
const mostBlocked = { 32: 2n ** 16n, 128: 2n ** 80n }

export const blocklistZone = field(optional(z.string()), {
  title: 'Network zone',
  description: 'Id of a blocklist zone. Left out: the one that every org has.',
  options: searchZones,
})

export const blockedAddresses = field(
  addressList()
    .min(1, 'Enter at least one address.')
    .refine(
      (list) => list.every(isNarrow),
      'One entry would block more than a /16 of IPv4 or a /48 of IPv6. Enter smaller ones.',
    ),
  { title: 'Addresses', description: 'Addresses, small blocks (203.0.113.0/24) or ranges, of IPv4 or IPv6.' },
)

function isNarrow(address: string): boolean {
  const range = readAddressRange(address)
  return range !== undefined && sizeOfRange(range) <= mostBlocked[range.bits]
}

/** The id of the blocklist zone: the one that was named, or the one that Okta made for the org. */
export async function findBlocklist(http: Http, named: string | undefined): Promise<string> {
  if (named !== undefined) {
    const found = await http.get(path`/api/v1/zones/${named}`)
    if (isJsonObject(found) && found['usage'] === 'BLOCKLIST') return named
    throw new InputError(
      `The zone "${textOf(Object(found)['name'])}" is not a blocklist: addresses in it would not be blocked. Choose a blocklist zone.`,
      { code: 'okta_zone_no_blocklist' },
    )
  }
  const list = { path: path`/api/v1/zones`, query: { filter: 'usage eq "BLOCKLIST"' } }
  const found = await findInList(http, list, (zone) => zone['system'] === true && zone['type'] === 'IP')
  if (found !== undefined) return textOf(found['id'])
  throw new InputError('The org has no blocklist zone of its own. Choose the zone to use.', {
    code: 'okta_no_blocklist',
  })
}

/** What is blocked, and in which zone. */
export async function readBlocklist(
  input: { zone?: string | undefined },
  context: ActionContext,
): Promise<{ zone: string; gateways: string[] }> {
  const zone = await findBlocklist(context.http, input.zone)
  const entries = await readEntries({ zone }, context)
  return { zone, gateways: entries?.gateways ?? [] }
}
