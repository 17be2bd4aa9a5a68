import { z } from 'zod'

/** Addresses from `first` to `last`, both in it, as numbers; `bits` is 32 or 128. */
export interface AddressRange {
  bits: 32 | 128
  first: bigint
  last: bigint
}

/** Reads an address, a block such as `203.0.113.0/24`, or a range such as `203.0.113.1-203.0.113.9`. */
export function readAddressRange(value: string): AddressRange | undefined {
  const [from = '', to, ...more] = value.split('-').map((part) => part.trim())
  if (more.length > 0) return undefined
  if (to !== undefined) {
    const [start, end] = [readAddress(from), readAddress(to)]
    if (start === undefined || end === undefined || start.bits !== end.bits) return undefined
    return start.value > end.value ? undefined : { bits: start.bits, first: start.value, last: end.value }
  }
  const [address = '', prefix, ...rest] = from.split('/')
  const start = readAddress(address)
  if (start === undefined || rest.length > 0) return undefined
  const { bits, value: number } = start
  if (prefix === undefined) return { bits, first: number, last: number }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined
  const size = 1n << BigInt(bits - Number(prefix))
  const first = (number / size) * size
  return { bits, first, last: first + size - 1n }
}

/** How many addresses are in it. */
export function sizeOfRange({ first, last }: AddressRange): bigint {
  return last - first + 1n
}

/** Whether all addresses of `inner` are in `outer`. */
export function coversRange(outer: AddressRange, inner: AddressRange): boolean {
  return outer.bits === inner.bits && outer.first <= inner.first && outer.last >= inner.last
}

export function isSameRange(a: AddressRange, b: AddressRange): boolean {
  return coversRange(a, b) && coversRange(b, a)
}

const [ipv4, ipv6] = [z.ipv4(), z.ipv6()]

function readAddress(value: string): { bits: 32 | 128; value: bigint } | undefined {
  if (ipv4.safeParse(value).success) {
    return { bits: 32, value: value.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n) }
  }
  if (!ipv6.safeParse(value).success) return undefined
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(value)
  const plain = dotted === null ? value : `${dotted[1]}${toGroups(dotted[2] ?? '')}`
  const [head = '', tail] = plain.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  const groups = [...before, ...zeros, ...after]
  return { bits: 128, value: groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n) }
}

/** The last part of an IPv6 address that is written as an IPv4 address. */
function toGroups(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}
