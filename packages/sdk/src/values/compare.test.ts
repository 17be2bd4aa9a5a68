import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { compare, compareText } from './compare.ts'
import { operators, valueTypes, type Operator, type ValueType } from './types.ts'

const json = fc.jsonValue() as fc.Arbitrary<Json>

const cases: [Json, Operator, Json, ValueType | undefined, boolean][] = [
  ['a', 'equal to', 'a', undefined, true],
  ['a', 'equal to', 'A', undefined, false],
  [200, 'equal to', '200', undefined, true],
  ['200', 'equal to', 200, undefined, true],
  ['5.0', 'equal to', 5, undefined, false],
  ['5.0', 'equal to', 5, 'number', true],
  [true, 'equal to', 'TRUE', undefined, true],
  [null, 'equal to', '', undefined, true],
  [null, 'equal to', 'null', undefined, true],
  ['null', 'equal to', null, 'text', true],
  [null, 'not equal to', 'null', undefined, false],
  ['x', 'not equal to', 'null', undefined, true],
  [null, 'equal to', 0, undefined, false],
  [null, 'equal to', false, undefined, true],
  [false, 'equal to', null, undefined, true],
  [{}, 'equal to', '{}', 'text', true],
  [[], 'equal to', '[]', undefined, true],
  [{ a: 1, b: 2 }, 'equal to', { b: 2, a: 1 }, undefined, true],
  [['asn', 'ip'], 'equal to', ['asn', 'ip'], undefined, true],
  [['asn', 'ip'], 'equal to', ['ip', 'asn'], undefined, false],
  ['2026-11-21T10:00:00Z', 'equal to', '2026-11-21T12:00:00+02:00', 'date', true],
  [5, 'equal to', 'five', undefined, false],
  ['80', 'greater than', '9', 'text', false],
  ['80', 'greater than', '9', 'number', true],
  [5, 'greater than or equal to', '5', undefined, true],
  [4, 'less than', 5, undefined, true],
  [5, 'less than or equal to', 5, undefined, true],
  [5, 'greater than', 'many', undefined, false],
  [5, 'less than or equal to', 'many', undefined, false],
  [null, 'less than or equal to', 5, 'number', false],
  ['2026-11-21', 'less than', 'Sat, 21 Nov 2026 10:00:00 GMT', 'date', true],
  [false, 'less than', true, undefined, true],
  ['b', 'in', 'a,b,c', undefined, true],
  ['x', 'in', 'a,b,c', undefined, false],
  [5, 'in', ['4', '5'], undefined, true],
  ['x', 'not in', ['a'], undefined, true],
  [null, 'in', 'abc', undefined, false],
  ['b', 'one of', ['a', 'b'], undefined, true],
  ['b', 'one of', 'b', undefined, true],
  ['b', 'one of', 'abc', undefined, false],
  ['b', 'one of', null, undefined, false],
  ['abc', 'contains', 'b', undefined, true],
  [['a', 'b'], 'contains', 'b', undefined, true],
  [['a', 'b'], 'contains', 'ab', undefined, false],
  [null, 'contains', 'b', undefined, false],
  ['okta.user', 'starts with', 'okta.', undefined, true],
  ['user@example.com', 'ends with', '@example.com', undefined, true],
  [null, 'ends with', null, undefined, false],
  ['', 'is empty', null, undefined, true],
  [0, 'is empty', null, undefined, false],
  ['x', 'is not empty', null, undefined, true],
  [{ a: null }, 'has key', 'a', undefined, true],
  ['{"a":1}', 'has key', 'a', undefined, true],
  [{}, 'has key', 'constructor', undefined, false],
  [['x'], 'has key', 'length', undefined, false],
  ['plain', 'does not have key', 'a', undefined, true],
  [9, 'a multiple of', 3, undefined, true],
  [0, 'a multiple of', 3, undefined, true],
  [-9, 'a multiple of', '3', undefined, true],
  [0.3, 'a multiple of', 0.1, undefined, true],
  [10, 'a multiple of', 3, undefined, false],
  [10, 'a multiple of', 0, undefined, false],
  [5, 'equal to and same type', 5, undefined, true],
  [5, 'equal to and same type', '5', undefined, false],
  [5, 'not equal to or not same type', '5', undefined, true],
]

const opposites: [Operator, Operator][] = [
  ['equal to', 'not equal to'],
  ['in', 'not in'],
  ['is empty', 'is not empty'],
  ['has key', 'does not have key'],
  ['equal to and same type', 'not equal to or not same type'],
]

describe('compare', () => {
  it.each(cases)('%j %s %j (%s): %s', (left, operator, right, type, expected) => {
    expect(compare(left, operator, right, type)).toBe(expected)
  })

  it('answers every question about every value', () => {
    fc.assert(
      fc.property(
        fc.record({ left: json, right: json }),
        fc.constantFrom(...operators),
        fc.option(fc.constantFrom(...valueTypes), { nil: undefined }),
        ({ left, right }, operator, type) => {
          expect(typeof compare(left, operator, right, type)).toBe('boolean')
        },
      ),
    )
  })

  it('finds every value equal to itself, and opposites opposite', () => {
    fc.assert(
      fc.property(json, json, (left, right) => {
        expect(compare(left, 'equal to', left)).toBe(true)
        for (const [operator, opposite] of opposites) {
          expect(compare(left, operator, right)).toBe(!compare(left, opposite, right))
        }
      }),
    )
  })

  it('puts exactly one of less, equal and greater between two numbers and two texts', () => {
    const pairs = fc.oneof(
      fc.tuple(fc.integer(), fc.integer()),
      fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 })),
    )
    fc.assert(
      fc.property(pairs, ([left, right]) => {
        const answers = (['less than', 'equal to', 'greater than'] as const).map((is) =>
          compare(left, is, right),
        )
        expect(answers.filter(Boolean)).toHaveLength(1)
      }),
    )
  })
})

describe('compareText', () => {
  it('orders by code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const points = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0)
        const [left, right] = [points(a), points(b)]
        const at = left.findIndex((point, index) => point !== right[index])
        const expected = at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(expected))
      }),
    )
  })
})
