import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { isEmpty } from './empty.ts'
import { deepEqual } from './equality.ts'

const json = fc.jsonValue() as fc.Arbitrary<Json>

it('finds a copy equal, whatever the order of its keys', () => {
  fc.assert(
    fc.property(json, fc.dictionary(fc.string(), json), (value, object) => {
      expect(deepEqual(value, JSON.parse(JSON.stringify(value)) as Json)).toBe(
        JSON.stringify(value) === JSON.stringify(JSON.parse(JSON.stringify(value))),
      )
      expect(deepEqual(object, Object.fromEntries(Object.entries(object).reverse()))).toBe(true)
    }),
  )
})

it('tells apart what JSON tells apart', () => {
  const values: Json[] = [null, false, 0, '', '0', [], {}, [null], [[]], { a: null }, { b: null }, { a: [] }]
  for (const [index, left] of values.entries()) {
    for (const [other, right] of values.entries()) expect(deepEqual(left, right)).toBe(index === other)
  }
})

it('treats keys of the prototype as plain data', () => {
  expect(deepEqual(JSON.parse('{"__proto__":1}') as Json, {})).toBe(false)
  expect(deepEqual(JSON.parse('{"constructor":1}') as Json, { toString: 1 })).toBe(false)
})

it('calls null, empty text, empty lists and empty objects empty, and nothing else', () => {
  for (const value of [null, undefined, '', [], {}]) expect(isEmpty(value)).toBe(true)
  for (const value of [0, false, ' ', '{}', '[]', 'null', [null], { a: null }])
    expect(isEmpty(value)).toBe(false)
  expect(isEmpty(JSON.parse('{"__proto__":1}') as Json)).toBe(false)
})
