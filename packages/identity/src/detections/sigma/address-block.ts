import { coversRange, readAddressRange } from '@keyway/sdk'
import { SigmaError } from './sigma-error.ts'

/** Compiles `10.0.0.0/8` or `2001:db8::/32` to a test of addresses. Throws SigmaError. */
export function compileAddressBlock(source: string): (address: string) => boolean {
  const block = source.includes('-') ? undefined : readAddressRange(source)
  if (block === undefined) {
    throw new SigmaError(`"${source}" is no block of addresses; write it like 10.0.0.0/8 or 2001:db8::/32.`)
  }
  return (text) => {
    const address = readAddressRange(text)
    return address !== undefined && coversRange(block, address)
  }
}
