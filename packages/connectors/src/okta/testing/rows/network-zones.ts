import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { make, newName } from '../world.ts'
import { changing, creating, deleting, listing, moving, reading } from './shapes.ts'

const missing = { input: { zone: 'nzonone' } }
const zones = '/api/v1/zones'

function newZone(org: TestOrg): Promise<string> {
  const gateways = [{ type: 'CIDR', value: '198.51.100.0/24' }]
  return make(org, zones, { type: 'IP', usage: 'POLICY', name: newName('Zone'), gateways })
}

async function newInactiveZone(org: TestOrg): Promise<string> {
  const zone = await newZone(org)
  await org.call('POST', `${zones}/${zone}/lifecycle/deactivate`)
  return zone
}

/** Leaves nothing but these blocks in the blocklist of the org. */
async function setBlocklist(org: TestOrg, blocks: readonly string[]): Promise<void> {
  const listed: unknown = await org.call('GET', `${zones}?filter=usage eq "BLOCKLIST"`)
  const [zone] = Array.isArray(listed) ? listed : []
  const gateways = blocks.map((value) => ({ type: 'CIDR', value }))
  const { type, name, usage, status } = zone
  await org.call('PUT', `${zones}/${zone.id}`, { type, name, usage, status, gateways })
}

let octet = 0
const newAddress = () => `203.0.113.${(octet += 1)}`

export const networkZoneRows: Rows = {
  'okta.list_network_zones': listing({
    given: () => ({ limit: 100 }),
    sends: ['GET /api/v1/zones?limit=101'],
    gives: { zones: '*', hasMore: false },
  }),
  'okta.read_network_zone': reading({
    given: async (org) => ({ zone: await newZone(org) }),
    sends: ['GET /api/v1/zones/{zone}'],
    gives: { id: '{zone}', type: 'IP', status: 'ACTIVE' },
    missing,
  }),
  'okta.create_network_zone': creating({
    given: () => ({ name: newName('New zone'), gateways: ['198.51.100.0/24'] }),
    sends: [
      'POST /api/v1/zones {"type":"IP","name":"{name}","usage":"POLICY","gateways":[{"type":"CIDR","value":"198.51.100.0/24"}]}',
    ],
    gives: { id: '*', name: '{name}', gateways: [{ type: 'CIDR', value: '198.51.100.0/24' }] },
    missing: { never: 'it stands alone' },
    again: { gives: { id: '*' } },
    leaves: { status: 'INACTIVE' },
  }),
  'okta.activate_network_zone': moving({
    given: async (org) => ({ zone: await newInactiveZone(org) }),
    sends: ['GET /api/v1/zones/{zone}', 'POST /api/v1/zones/{zone}/lifecycle/activate'],
    missing,
  }),
  'okta.deactivate_network_zone': moving({
    given: async (org) => ({ zone: await newZone(org) }),
    sends: ['GET /api/v1/zones/{zone}', 'POST /api/v1/zones/{zone}/lifecycle/deactivate'],
    missing,
  }),
  'okta.delete_network_zone': deleting({
    given: async (org) => ({ zone: await newInactiveZone(org) }),
    sends: ['GET /api/v1/zones/{zone}', 'DELETE /api/v1/zones/{zone}'],
    missing,
  }),
  'okta.add_addresses_to_network_zone': changing({
    given: async (org) => ({ zone: await newZone(org), addresses: ['203.0.113.9'] }),
    sends: [
      'GET /api/v1/zones/{zone}',
      'PUT /api/v1/zones/{zone} {"status":"ACTIVE","usage":"POLICY","gateways":[{"type":"CIDR","value":"198.51.100.0/24"},{"type":"CIDR","value":"203.0.113.9/32"}],"proxies":null,"type":"IP","name":"*"}',
      'GET /api/v1/zones/{zone}',
    ],
    gives: { changed: true },
    missing,
    again: { gives: { changed: false } },
  }),
  'okta.remove_addresses_from_network_zone': changing({
    async given(org) {
      const gateways = ['198.51.100.0/24', '203.0.113.9/32'].map((value) => ({ type: 'CIDR', value }))
      const name = newName('Zone')
      const zone = await make(org, zones, { type: 'IP', usage: 'POLICY', name, gateways })
      return { zone, addresses: ['203.0.113.9'] }
    },
    sends: [
      'GET /api/v1/zones/{zone}',
      'PUT /api/v1/zones/{zone} {"status":"ACTIVE","usage":"POLICY","gateways":[{"type":"CIDR","value":"198.51.100.0/24"}],"proxies":null,"type":"IP","name":"*"}',
      'GET /api/v1/zones/{zone}',
    ],
    gives: { changed: true },
    missing,
    again: { gives: { changed: false } },
  }),
  'okta.block_addresses': changing({
    async given(org) {
      await setBlocklist(org, [])
      return { addresses: [newAddress()] }
    },
    sends: [
      'GET /api/v1/zones?filter=usage eq "BLOCKLIST"',
      'GET /api/v1/zones/*',
      'PUT /api/v1/zones/* {"status":"ACTIVE","usage":"BLOCKLIST","gateways":[{"type":"CIDR","value":"*/32"}],"proxies":null,"type":"IP","name":"BlockedIpZone"}',
      'GET /api/v1/zones/*',
    ],
    gives: { changed: true },
    missing,
    again: { gives: { changed: false } },
  }),
  'okta.unblock_addresses': changing({
    async given(org) {
      const address = newAddress()
      await setBlocklist(org, [`${address}/32`])
      return { addresses: [address] }
    },
    sends: [
      'GET /api/v1/zones?filter=usage eq "BLOCKLIST"',
      'GET /api/v1/zones/*',
      'PUT /api/v1/zones/* {"status":"ACTIVE","usage":"BLOCKLIST","gateways":[],"proxies":null,"type":"IP","name":"BlockedIpZone"}',
      'GET /api/v1/zones/*',
    ],
    gives: { changed: true },
    missing,
    again: { gives: { changed: false } },
  }),
}
