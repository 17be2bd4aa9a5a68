import {
  InputError,
  field,
  isJsonObject,
  path,
  z,
  coversRange,
  isSameRange,
  readAddressRange,
} from '@keyway/sdk'
import type { ActionContext, Json, JsonObject } from '@keyway/sdk'
import { requiredText, textOf, withDefault } from '../input.ts'
import { changeObject } from './define/change-object.ts'
import { findObject } from './define/find-object.ts'

/** Gateways, or trusted proxies in front of them. */
type ZonePart = 'gateways' | 'proxies'

const addressText = requiredText().refine(
  (value) => readAddressRange(value) !== undefined,
  'Enter an address, a block such as 203.0.113.0/24 or a range such as 203.0.113.1-203.0.113.9.',
)

export const addressList = () => z.array(addressText)

export const addresses = field(addressList().min(1, 'Enter at least one address.'), {
  title: 'Addresses',
  description: 'Addresses, blocks (203.0.113.0/24) or ranges (203.0.113.1-203.0.113.9), of IPv4 or IPv6.',
})

export const part = field(withDefault(z.enum(['gateways', 'proxies']), 'gateways'), {
  title: 'Part',
  description: 'Gateways are where people come from; proxies are trusted ones in front of them.',
})

/** An entry of a zone as Okta writes it. */
export function toEntry(address: string): { type: 'CIDR' | 'RANGE'; value: string } {
  const value = address.replaceAll(/\s/g, '')
  if (value.includes('-')) return { type: 'RANGE', value }
  if (value.includes('/')) return { type: 'CIDR', value }
  return { type: 'CIDR', value: `${value}/${value.includes(':') ? 128 : 32}` }
}

/** Most entries that Okta takes, by what the zone is for. Source: Okta's API description. */
export function checkCount(zone: JsonObject, entries: number): void {
  const isBlocklist = zone['usage'] === 'BLOCKLIST'
  const most = zone['system'] === true ? 5000 : isBlocklist ? 1000 : 150
  if (entries <= most) return
  throw new InputError(
    `The zone would have ${entries} entries, and Okta takes ${most} in ${isBlocklist ? 'a blocklist' : 'such a'} zone. ` +
      'Remove some, or write neighbours as one block.',
    { code: 'okta_zone_full' },
  )
}

interface ZoneChange {
  zone: string
  part: ZonePart
  addresses: readonly string[]
}

type Entries = { [Part in ZonePart]: string[] }

/** What is in a zone, for the state before and after a change; null where there is no such zone. */
export async function readEntries(
  { zone }: { zone: string },
  { http }: Pick<ActionContext, 'http'>,
): Promise<Entries | null> {
  const found = await findObject(http, path`/api/v1/zones/${zone}`)
  return found === undefined
    ? null
    : { gateways: valuesOf(found, 'gateways'), proxies: valuesOf(found, 'proxies') }
}

/** Those addresses that nothing in the list covers. */
export function uncovered(addresses: readonly string[], values: readonly string[]): string[] {
  const known = values.flatMap((value) => readAddressRange(value) ?? [])
  return addresses.filter((address) => {
    const range = readAddressRange(address)
    return range !== undefined && !known.some((outer) => coversRange(outer, range))
  })
}

/** Those addresses that the list has an entry for, however it is written. */
export function entered(addresses: readonly string[], values: readonly string[]): string[] {
  return addresses.filter((address) => values.some((value) => isSameEntry(value, address)))
}

/** Adds what the zone does not cover yet; safe beside others who change it. */
export function addToZone(context: ActionContext, change: ZoneChange): Promise<ZoneOutcome> {
  const { part, addresses } = change
  return changeEntries(context, change, (found) => {
    const missing = uncovered(addresses, valuesOf(found, part))
    if (missing.length === 0) return undefined
    const next = [...entriesOf(found, part), ...missing.map(toEntry)]
    const others = entriesOf(found, part === 'gateways' ? 'proxies' : 'gateways')
    checkCount(found, next.length + others.length)
    return { [part]: next }
  })
}

/** Removes the entries that are these addresses; safe beside others who change it. */
export function removeFromZone(context: ActionContext, change: ZoneChange): Promise<ZoneOutcome> {
  const { part, addresses } = change
  return changeEntries(context, change, (found) => {
    const next = entriesOf(found, part).filter(
      (entry) => !addresses.some((address) => isSameEntry(textOf(entry['value']), address)),
    )
    return next.length === entriesOf(found, part).length ? undefined : { [part]: next }
  })
}

export const zoneOutcome = z.object({
  zone: field(z.string(), { title: 'Network zone', description: 'Id.' }),
  changed: field(z.boolean(), { title: 'Changed', description: 'False when it was so already.' }),
  count: field(z.int(), { title: 'Entries', description: 'How many the zone has now.' }),
})
type ZoneOutcome = z.output<typeof zoneOutcome>

async function changeEntries(
  context: ActionContext,
  { zone, part }: ZoneChange,
  change: (found: JsonObject) => JsonObject | undefined,
): Promise<ZoneOutcome> {
  const { object, changed } = await changeObject(context, path`/api/v1/zones/${zone}`, (found) => {
    if (found['type'] === 'IP') return change(found)
    throw new InputError(
      `The zone "${textOf(found['name'])}" is ${textOf(found['type'])}. Only zones of type IP have addresses; choose one.`,
      { code: 'okta_zone_type' },
    )
  })
  return { zone, changed, count: entriesOf(object, part).length }
}

function entriesOf(zone: JsonObject, part: ZonePart): JsonObject[] {
  const entries: Json | undefined = zone[part]
  return Array.isArray(entries) ? entries.filter(isJsonObject) : []
}

function valuesOf(zone: JsonObject, part: ZonePart): string[] {
  return entriesOf(zone, part).map((entry) => textOf(entry['value']))
}

function isSameEntry(a: string, b: string): boolean {
  const [left, right] = [readAddressRange(a), readAddressRange(b)]
  return left !== undefined && right !== undefined && isSameRange(left, right)
}
