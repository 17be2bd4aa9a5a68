import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEgressGuard, EgressRefusedError } from './egress-guard.ts'

const guard = createEgressGuard({ allow: [] })

test.for([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  'localhost',
  '2130706433',
  '',
])('refuses %s', (address) => expect(guard.isAllowed(address)).toBe(false))

test.for(['1.1.1.1', '8.8.8.8', '172.32.0.1', '172.15.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
  'allows %s',
  (address) => expect(guard.isAllowed(address)).toBe(true),
)

test('an IPv4 address and its mapped form are judged alike', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(guard.isAllowed(`::ffff:${address}`)).toBe(guard.isAllowed(address))
    }),
  )
})

describe('ranges that the operator allows', () => {
  const open = createEgressGuard({ allow: ['127.0.0.0/8', '10.1.2.3', 'fd12::/16'] })
  test.for(['127.0.0.1', '::ffff:127.0.0.1', '10.1.2.3', 'fd12::1'])('opens %s', (address) =>
    expect(open.isAllowed(address)).toBe(true),
  )
  test.for(['10.1.2.4', '::1', 'fd13::1'])('keeps %s closed', (address) =>
    expect(open.isAllowed(address)).toBe(false),
  )
  test.for(['127.0.0.1/33', 'localhost', '10.0.0.0/x', ''])('rejects the range %j', (range) =>
    expect(() => createEgressGuard({ allow: [range] })).toThrow(/CIDR/),
  )
})

test('of a name with public and private addresses only the public ones are used', async () => {
  const mixed = createEgressGuard({
    allow: [],
    resolveName: () =>
      Promise.resolve([
        { address: '10.0.0.1', family: 4 },
        { address: '1.1.1.1', family: 4 },
      ]),
  })
  expect(await mixed.resolve('mixed.example')).toEqual([{ address: '1.1.1.1', family: 4 }])
})

test('a literal address in brackets is judged, not resolved', async () => {
  await expect(guard.resolve('[::1]')).rejects.toThrow(EgressRefusedError)
})
