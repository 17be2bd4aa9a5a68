import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../errors.ts'
import type { Json } from '../json.ts'
import { coerce } from './coerce.ts'
import { valueTypes, type ValueType } from './types.ts'

const json = fc.jsonValue() as fc.Arbitrary<Json>
const moment = '2026-11-21T10:00:00.000Z'

const conversions: [Json, ValueType, Json][] = [
  [12.5, 'text', '12.5'],
  [3, 'text', '3'],
  [true, 'text', 'true'],
  [null, 'text', ''],
  [{ a: [1, null] }, 'text', '{"a":[1,null]}'],
  [['x', 2], 'text', '["x",2]'],
  [' 12.50 ', 'number', 12.5],
  ['-1e3', 'number', -1000],
  ['', 'number', null],
  [null, 'number', null],
  ['TRUE', 'boolean', true],
  ['0', 'boolean', false],
  [1, 'boolean', true],
  ['', 'boolean', false],
  [null, 'boolean', false],
  ['2026-11-21', 'date', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21T12:00:00+02:00', 'date', moment],
  ['2026-11-21 10:00:00', 'date', moment],
  ['Sat, 21 Nov 2026 10:00:00 GMT', 'date', moment],
  ['Sat Nov 21 2026 10:00:00 GMT+0000 (Coordinated Universal Time)', 'date', moment],
  ['Saturday, November 21, 2026 10:00 AM', 'date', moment],
  ['11/21/2026', 'date', '2026-11-21T00:00:00.000Z'],
  [1795255200000, 'date', moment],
  ['1795255200000', 'date', moment],
  ['', 'date', null],
  [null, 'date', null],
  ['{"a":1}', 'object', { a: 1 }],
  ['', 'object', {}],
  [null, 'object', null],
  ['[1]', 'object', [1]],
  [[1], 'object', [1]],
  ['a', 'text[]', ['a']],
  ['', 'text[]', ['']],
  [[1, null, 'x'], 'text[]', ['1', '', 'x']],
  [null, 'text[]', []],
  ['', 'object[]', []],
  ['[{"a":1}]', 'object[]', [{ a: 1 }]],
  ['{"a":1}', 'object[]', [{ a: 1 }]],
  [['1', 2], 'number[]', [1, 2]],
  [{ a: 1 }, 'any[]', [{ a: 1 }]],
]

const refusals: [Json, ValueType][] = [
  ['twelve', 'number'],
  ['12 px', 'number'],
  ['0x10', 'number'],
  ['Infinity', 'number'],
  [true, 'number'],
  [[1], 'number'],
  ['yes', 'boolean'],
  [2, 'boolean'],
  [{}, 'boolean'],
  ['not a date', 'date'],
  ['2026-02-30', 'date'],
  ['2026-11-21T25:00:00Z', 'date'],
  ['2026', 'date'],
  ['abc 1', 'date'],
  [1e300, 'date'],
  [true, 'date'],
  ['{"a":', 'object'],
  ['5', 'object'],
  [5, 'object'],
  [['1', 'x'], 'number[]'],
]

describe('coerce', () => {
  it.each(conversions)('turns %j as %s into %j', (value, type, expected) => {
    expect(coerce(value, type)).toEqual(expected)
  })

  it.each(refusals)('refuses %j as %s', (value, type) => {
    expect(() => coerce(value, type)).toThrow(expect.objectContaining({ code: 'type_mismatch' }))
  })

  it('says what it found, cut short, and what it expected', () => {
    expect(() => coerce('x'.repeat(5000), 'number')).toThrow(/^Found the text "x{78}…, expected a number/)
  })

  it('returns a value of the right type itself', () => {
    const list = ['a', 'b']
    const object = { a: 1 }
    expect(coerce(list, 'text[]')).toBe(list)
    expect(coerce(list, 'any[]')).toBe(list)
    expect(coerce(object, 'object')).toBe(object)
    expect(coerce(moment, 'date')).toBe(moment)
  })

  it('leaves the given list alone when an item changes', () => {
    const list = ['a', 1]
    expect(coerce(list, 'text[]')).toEqual(['a', '1'])
    expect(list).toEqual(['a', 1])
  })

  it('is settled after one conversion, and only ever throws InputError', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(...valueTypes), (value, type) => {
        let once: Json
        try {
          once = coerce(value, type)
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
          return
        }
        expect(coerce(once, type)).toEqual(once)
      }),
    )
  })

  it('keeps a number through text, and an instant through milliseconds', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(coerce(coerce(number, 'text'), 'number')).toBe(number === 0 ? 0 : number)
      }),
    )
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        expect(coerce(date.getTime(), 'date')).toBe(date.toISOString())
        expect(coerce(date.toISOString(), 'date')).toBe(date.toISOString())
        expect(coerce(date.toUTCString(), 'date')).toBe(
          new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString(),
        )
      }),
    )
  })
})
