import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasDuplicateKeys } from './duplicate-keys.ts'

const check = (text: string) => hasDuplicateKeys(text, JSON.parse(text))

test.each([
  '{"a":1,"a":2}',
  '{"a":1,"\\u0061":2}',
  '{"a":{"b":[{"c":1,"c":1}]}}',
  '[{"x" : 1,\n"x"\t: 2}]',
  '{"__proto__":1,"__proto__":2}',
])('%s names a key twice', (text) => {
  expect(check(text)).toBe(true)
})

test.each([
  '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}',
  '{"a":"\\"a\\":1","b":"a\\\\","c":":"}',
  '["a",":","b"]',
  '"a"',
  'null',
  '{}',
])('%s does not', (text) => {
  expect(check(text)).toBe(false)
})

test('no text that JSON.stringify writes is taken for one with duplicates', () => {
  fc.assert(fc.property(fc.json(), (text) => !check(text)))
})

test('depth and length are no burden', () => {
  expect(check(`${'['.repeat(50_000)}{"a":1,"a":2}${']'.repeat(50_000)}`)).toBe(true)
  expect(check(JSON.stringify({ a: '\\"'.repeat(500_000) }))).toBe(false)
})
