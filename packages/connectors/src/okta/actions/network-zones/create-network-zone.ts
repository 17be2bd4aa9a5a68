import { field, path, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../../../input.ts'
import { defineCreation } from '../../define/creation.ts'
import { networkZoneKind } from '../../kinds/network-zone.ts'
import { addressList, checkCount, toEntry } from '../../zone-addresses.ts'

export const createNetworkZone = defineCreation({
  id: 'okta.create_network_zone',
  title: 'Create network zone',
  description:
    'Creates a network zone of addresses, active at once. Taken back, it is deactivated. Fails if the name is taken.',
  scopes: ['okta.networkZones.manage'],
  input: z.object({
    name: field(requiredText(), { title: 'Name' }),
    usage: field(withDefault(z.enum(['POLICY', 'BLOCKLIST']), 'POLICY'), {
      title: 'Usage',
      description: 'BLOCKLIST: nobody signs in from there.',
    }),
    gateways: field(withDefault(addressList(), []), {
      title: 'Gateways',
      description: 'Addresses, blocks (203.0.113.0/24) or ranges (203.0.113.1-203.0.113.9).',
    }),
    proxies: field(withDefault(addressList(), []), {
      title: 'Proxies',
      description: 'Trusted proxies in front of the gateways, written likewise. Not for blocklists.',
    }),
  }),
  kind: networkZoneKind,
  within: () => ({ path: path`/api/v1/zones` }),
  body: ({ name, usage, gateways, proxies }) => {
    checkCount({ usage }, gateways.length + proxies.length)
    return {
      type: 'IP',
      name,
      usage,
      gateways: gateways.map(toEntry),
      ...(proxies.length === 0 ? {} : { proxies: proxies.map(toEntry) }),
    }
  },
  // An active zone cannot be deleted, and an inactive one has no effect.
  inverse: { action: 'okta.deactivate_network_zone', input: ({ id }) => ({ zone: id }) },
})
