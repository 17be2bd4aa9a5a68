import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** An address that a name resolved to. */
export interface ResolvedAddress {
  address: string
  family: number
}

/** Resolves a name to all its addresses, as `dns.lookup` with `all` does. */
export type ResolveName = (hostname: string) => Promise<ResolvedAddress[]>

/** Thrown at connect time; nothing was sent. */
export class EgressRefusedError extends Error {
  readonly code = 'egress_refused'

  constructor(hostname: string, address: string) {
    const target = hostname === address ? address : `${hostname} (${address})`
    super(
      `The address ${target} is private, local or reserved, and Keyway only connects to public addresses. ` +
        'If this host is meant, the operator allows its range with KEYWAY_EGRESS_ALLOW, for example 10.1.2.0/24.',
    )
    this.name = 'EgressRefusedError'
  }
}

/** Decides which addresses the process may connect to. It sees addresses, never names, so a name cannot talk its way in. */
export interface EgressGuard {
  isAllowed: (address: string) => boolean
  /** The allowed addresses of a host name or literal address. Throws EgressRefusedError when none is allowed. */
  resolve: (hostname: string) => Promise<ResolvedAddress[]>
  /** The same as a `lookup` for sockets: the address that was checked is the address that is connected to. */
  lookup: LookupFunction
}

// IANA special-purpose registries (RFC 6890 and successors). The cloud metadata services 169.254.169.254,
// fd00:ec2::254 and 100.100.100.200 lie in link-local, unique-local and shared space; 168.63.129.16 (Azure) does not.
const refusedIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
// Only 2000::/3 is global unicast; of it, the ranges below carry an IPv4 address inside (6to4, Teredo) or are reserved.
const globalUnicast = '2000::/3'
const refusedIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/**
 * A guard that allows public addresses and the given CIDR ranges (or single addresses).
 *
 * @throws {Error} when a range is not a CIDR.
 */
export function createEgressGuard(options: {
  allow: readonly string[]
  resolveName?: ResolveName
}): EgressGuard {
  const allowed = toBlockList(options.allow)
  const refused = toBlockList([...refusedIpv4, ...refusedIpv6])
  const global = toBlockList([globalUnicast])
  const resolveName = options.resolveName ?? resolveWithSystem

  const isAllowed = (written: string): boolean => {
    const address = unmapIpv4(written)
    const family = isIP(address)
    if (family === 0) return false
    const type = family === 4 ? 'ipv4' : 'ipv6'
    if (allowed.check(address, type)) return true
    if (refused.check(address, type)) return false
    return family === 4 || global.check(address, type)
  }

  const resolve = async (hostname: string): Promise<ResolvedAddress[]> => {
    const literal = hostname.replace(/^\[(.*)\]$/, '$1')
    const family = isIP(literal)
    const addresses = family === 0 ? await resolveName(hostname) : [{ address: literal, family }]
    const usable = addresses.filter(({ address }) => isAllowed(address))
    if (usable.length === 0) throw new EgressRefusedError(literal, addresses[0]?.address ?? literal)
    return usable
  }

  return { isAllowed, resolve, lookup: toLookup(resolve) }
}

function toLookup(resolve: EgressGuard['resolve']): LookupFunction {
  return (hostname, options, report) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses
        if (options.all === true) report(null, addresses)
        else report(null, first?.address ?? '', first?.family)
      },
      (error: NodeJS.ErrnoException) => report(error, '', 0),
    )
  }
}

function resolveWithSystem(hostname: string): Promise<ResolvedAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    )
  })
}

/** `::ffff:10.0.0.1` reaches 10.0.0.1, so it is judged as that; the mapped form may also be written in hexadecimal. */
function unmapIpv4(address: string): string {
  if (isIP(address) !== 6) return address
  const canonical = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical)
  if (mapped === null) return canonical
  const bits = [mapped[1], mapped[2]].map((part) => Number.parseInt(part ?? '0', 16))
  return bits.flatMap((part) => [part >> 8, part & 255]).join('.')
}

function toBlockList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix] = range.trim().split('/')
    const family = isIP(address)
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix)
    if (family === 0 || !/^\d*$/.test(prefix ?? '') || bits > (family === 4 ? 32 : 128)) {
      throw new Error(`"${range}" is not an address range. Write a CIDR such as 10.1.2.0/24 or fd12::/16.`)
    }
    list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}
