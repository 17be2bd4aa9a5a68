import type { JsonObject } from '@keyway/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idOf, startOrg, type TestOrg } from '../testing/start-org.ts'
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

let org: TestOrg
beforeAll(async () => {
  org = await startOrg()
})
afterAll(() => org.sim.close())

let count = 0
async function newZone(gateways: string[] = []): Promise<string> {
  const made = await org.run(createNetworkZone, { name: `Zone ${(count += 1)}`, gateways })
  return idOf(made)
}
const gatewaysOf = async (zone: string): Promise<string[]> => {
  const { gateways } = await org.run(readNetworkZone, { zone })
  return Array.isArray(gateways) ? gateways.map((entry) => String(Object(entry)['value'])) : []
}

describe('network zones', () => {
  test('are created once, found again after a crash, listed and read', async () => {
    const input = { name: 'Offices', gateways: ['203.0.113.9', '198.51.100.0/24', '192.0.2.1 - 192.0.2.9'] }
    expect(await org.lookUp(createNetworkZone, input)).toBeUndefined()
    const made = await org.run(createNetworkZone, input)
    expect(made).toMatchObject({ name: 'Offices', type: 'IP', usage: 'POLICY', status: 'ACTIVE' })
    expect(made['gateways']).toEqual([
      { type: 'CIDR', value: '203.0.113.9/32' },
      { type: 'CIDR', value: '198.51.100.0/24' },
      { type: 'RANGE', value: '192.0.2.1-192.0.2.9' },
    ])
    expect(await org.lookUp(createNetworkZone, input)).toMatchObject({ id: made['id'] })
    expect(await org.lookUp(createNetworkZone, { ...input, gateways: [] })).toBeUndefined()
    expect(await org.run(listNetworkZones)).toMatchObject({ hasMore: false })
    const blocklists = Object(await org.run(listNetworkZones, { usage: 'BLOCKLIST' })).zones
    expect(blocklists.every(({ usage }: JsonObject) => usage === 'BLOCKLIST')).toBe(true)
    await expect(org.run(readNetworkZone, { zone: 'nzoNone' })).rejects.toMatchObject({
      code: 'okta_E0000007',
    })
  })

  test('that are created are taken back by being deactivated', async () => {
    const [before, between, after] = await org.runAndUndo(createNetworkZone, { name: 'Mistake' })
    expect([before, between, after]).toMatchObject([null, { status: 'ACTIVE' }, { status: 'INACTIVE' }])
  })

  test('are activated and deactivated, and what is so already is left alone', async () => {
    const zone = await newZone()
    expect(await org.run(activateNetworkZone, { zone })).toEqual({ statusCode: 200, changed: false })
    expect(await org.runAndUndo(deactivateNetworkZone, { zone })).toEqual([
      { status: 'ACTIVE' },
      { status: 'INACTIVE' },
      { status: 'ACTIVE' },
    ])
  })

  test('are deleted in two steps', async () => {
    const zone = await newZone()
    await expect(org.run(deleteNetworkZone, { zone })).rejects.toMatchObject({ code: 'okta_not_deactivated' })
    await org.run(deactivateNetworkZone, { zone })
    expect(await org.lookUp(deleteNetworkZone, { zone })).toBeUndefined()
    expect(await org.run(deleteNetworkZone, { zone })).toEqual({ statusCode: 204 })
    expect(await org.lookUp(deleteNetworkZone, { zone })).toEqual({ statusCode: 204 })
    expect(await org.stateOf(deleteNetworkZone, { zone })).toBeNull()
    await expect(org.run(deleteNetworkZone, { zone })).rejects.toMatchObject({ code: 'okta_E0000007' })
  })
})

describe('addresses of a zone', () => {
  test('are added where nothing covers them, and taken back', async () => {
    const zone = await newZone(['198.51.100.0/24'])
    const input = { zone, addresses: ['198.51.100.7', '203.0.113.9', '2001:db8::1'] }
    const [before, between, after] = await org.runAndUndo(addAddressesToNetworkZone, input)
    expect(between).toMatchObject({ gateways: ['198.51.100.0/24', '203.0.113.9/32', '2001:db8::1/128'] })
    expect(after).toEqual(before)
    await org.run(addAddressesToNetworkZone, input)
    expect(await org.run(addAddressesToNetworkZone, input)).toEqual({ zone, changed: false, count: 3 })
  })

  test('are removed however they are written, and put back', async () => {
    const zone = await newZone(['198.51.100.0/24', '203.0.113.9-203.0.113.9'])
    const input = { zone, addresses: ['203.0.113.9', '198.51.100.7'] }
    const [, between, after] = await org.runAndUndo(removeAddressesFromNetworkZone, input)
    expect(between).toMatchObject({ gateways: ['198.51.100.0/24'] })
    expect(after).toMatchObject({ gateways: ['198.51.100.0/24', '203.0.113.9/32'] })
  })

  test('that several add at once are all there in the end', async () => {
    const zone = await newZone()
    const addresses = Array.from({ length: 6 }, (_, index) => `203.0.113.${index + 1}`)
    await Promise.all(
      addresses.map((address) => org.run(addAddressesToNetworkZone, { zone, addresses: [address] })),
    )
    expect((await gatewaysOf(zone)).toSorted()).toEqual(addresses.map((address) => `${address}/32`))
  }, 30_000)

  test('that another program wipes out between are entered again', async () => {
    const zone = await newZone()
    const stale = await org.call('GET', `/api/v1/zones/${zone}`)
    const adding = org.run(addAddressesToNetworkZone, { zone, addresses: ['203.0.113.1'] })
    await expect.poll(() => gatewaysOf(zone)).toHaveLength(1)
    await org.call('PUT', `/api/v1/zones/${zone}`, stale)
    await adding
    expect(await gatewaysOf(zone)).toEqual(['203.0.113.1/32'])
  })

  test('are refused when they are none, too many, or the zone has no addresses', async () => {
    const zone = await newZone()
    await expect(org.run(addAddressesToNetworkZone, { zone, addresses: ['10.0.0.300'] })).rejects.toThrow(
      /Enter an address/,
    )
    const many = Array.from({ length: 151 }, (_, index) => `203.0.${Math.floor(index / 100)}.${index % 100}`)
    await expect(org.run(addAddressesToNetworkZone, { zone, addresses: many })).rejects.toMatchObject({
      code: 'okta_zone_full',
    })
    const place = await org.call('POST', '/api/v1/zones', { name: 'Place', type: 'DYNAMIC' })
    const input = { zone: idOf(place), addresses: ['203.0.113.1'] }
    await expect(org.run(addAddressesToNetworkZone, input)).rejects.toMatchObject({ code: 'okta_zone_type' })
  })
})

describe('blocking', () => {
  test('puts addresses into the blocklist of the org, and takes only those back', async () => {
    await org.run(blockAddresses, { addresses: ['198.51.100.0/24'] })
    const input = { addresses: ['203.0.113.66', '198.51.100.1'] }
    const [before, between, after] = await org.runAndUndo(blockAddresses, input)
    expect(between).toMatchObject({ gateways: [...Object(before).gateways, '203.0.113.66/32'] })
    expect(after).toEqual(before)
    expect(await org.runAndUndo(unblockAddresses, { addresses: ['198.51.100.0/24'] })).toMatchObject([
      { gateways: ['198.51.100.0/24'] },
      { gateways: [] },
      { gateways: ['198.51.100.0/24'] },
    ])
  })

  test('refuses what would shut out too many, and zones that block nobody', async () => {
    for (const addresses of [['0.0.0.0/0'], ['2001:db8::/32'], ['1.0.0.0-9.0.0.0']]) {
      await expect(org.run(blockAddresses, { addresses })).rejects.toThrow(/would block more/)
    }
    const input = { addresses: ['203.0.113.66'], zone: await newZone() }
    await expect(org.run(blockAddresses, input)).rejects.toMatchObject({ code: 'okta_zone_no_blocklist' })
  })
})
