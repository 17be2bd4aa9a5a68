import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coversRange, isSameRange, readAddressRange, sizeOfRange } from './address-range.ts'

const read = (value: string) => {
  const range = readAddressRange(value)
  if (range === undefined) throw new Error(`${value} was not read.`)
  return range
}

test('addresses, blocks and ranges of both families are read', () => {
  expect(read('203.0.113.9')).toEqual({ bits: 32, first: 0xcb007109n, last: 0xcb007109n })
  expect(isSameRange(read('203.0.113.77/24'), read('203.0.113.0-203.0.113.255'))).toBe(true)
  expect(isSameRange(read('2001:db8::/126'), read('2001:db8:0:0:0:0:0:0 - 2001:DB8::3'))).toBe(true)
  expect(isSameRange(read('::ffff:203.0.113.9'), read('::ffff:cb00:7109/128'))).toBe(true)
  expect(sizeOfRange(read('0.0.0.0/0'))).toBe(2n ** 32n)
  expect(coversRange(read('::/0'), read('203.0.113.9'))).toBe(false)
})

test('what is none is not read', () => {
  const wrong = [
    '',
    'acme.test',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.9/33',
    '203.0.113.9/',
    '203.0.113.9/-1',
    '203.0.113.9-203.0.113.1',
    '203.0.113.9-2001:db8::1',
    '1.1.1.1-1.1.1.2-1.1.1.3',
    'fe80::1%eth0',
    '2001:db8::/129',
    '01.2.3.4',
  ]
  expect(wrong.filter((value) => readAddressRange(value) !== undefined)).toEqual([])
})

test('an address is in the block of each of its prefixes', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV6(), fc.nat(32), (v4, v6, prefix) => {
      for (const address of [v4, v6]) {
        const block = read(`${address}/${prefix}`)
        expect(coversRange(block, read(address))).toBe(true)
        expect(sizeOfRange(block)).toBe(2n ** BigInt(block.bits - prefix))
      }
    }),
  )
})
