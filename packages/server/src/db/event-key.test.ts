import { expect, test } from 'vitest'
import { createEventKeys } from './event-key.ts'

/** 2024-08-13T11:42:39.343Z and half a second later. */
const [first, second] = ['24ab8000-5969-11ef-8478-2b7584bf8d5a', '24f7cb40-5969-11ef-9a1f-0242ac120002']
const keyOf = createEventKeys(0)

test('ids that hold a time lie in its order; others, and names alike, are told apart', () => {
  const keys = [first, second].map((uuid) => keyOf(`okta:acme.okta.com:${uuid}`))
  expect(keys.map((key) => key.length)).toEqual([16, 16])
  expect(keys[0]?.subarray(0, 6).toString('hex')).toBe('1ef596924ab8')
  expect(Buffer.compare(keys[0] ?? Buffer.of(), keys[1] ?? Buffer.of())).toBe(-1)
  // The same id in another org is another event, and lies beside it.
  const other = keyOf(`okta:other.okta.com:${first}`)
  expect(other).not.toEqual(keys[0])
  expect(other.subarray(0, 6)).toEqual(keys[0]?.subarray(0, 6))
  // Version 4 says nothing about time.
  expect(keyOf('okta:acme.okta.com:24ab8000-5969-41ef-8478-2b7584bf8d5a')).toHaveLength(16)
  expect(keyOf('webhook:42')).toHaveLength(16)
})

test('what is from before a store changed keeps the key that it had', () => {
  const changed = Date.parse('2024-08-13T11:42:39.600Z')
  const digests = createEventKeys(Infinity)
  const both = createEventKeys(changed)
  const identities = [first, second].map((uuid) => `okta:acme.okta.com:${uuid}`)
  const [before = '', after = ''] = identities
  expect(both(before)).toEqual(digests(before))
  expect(both(after)).toEqual(keyOf(after))
  expect(both(after)).not.toEqual(digests(after))
})
