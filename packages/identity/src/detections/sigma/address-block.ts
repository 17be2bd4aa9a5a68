import { BlockList, isIP } from 'node:net'
import { SigmaError } from './sigma-error.ts'

/** Compiles `10.0.0.0/8` or `2001:db8::/32` to a test of addresses. Throws SigmaError. */
export function compileAddressBlock(source: string): (address: string) => boolean {
  const [network = '', prefix = ''] = source.split('/')
  const family = familyOf(network)
  const length = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
  if (family === undefined || !(length <= (family === 'ipv4' ? 32 : 128))) {
    throw new SigmaError(`"${source}" is no block of addresses; write it like 10.0.0.0/8 or 2001:db8::/32.`)
  }
  const block = new BlockList()
  block.addSubnet(network, length, family)
  return (address) => {
    const given = familyOf(address)
    return given !== undefined && block.check(address, given)
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6'
}
