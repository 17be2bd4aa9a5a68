import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../json.ts'
import { getPath, pathSegments, setPath } from './value-path.ts'

const json = fc.jsonValue() as fc.Arbitrary<Json>
const key = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'length', '0', '7', ' name', 'a-b'),
  fc.string({ minLength: 1 }).filter((text) => !text.includes('.')),
)

describe('pathSegments', () => {
  it('splits at dots and keeps blanks', () => {
    expect(pathSegments('result.0. id')).toEqual(['result', '0', ' id'])
    expect(pathSegments('')).toEqual([])
  })
})

describe('getPath', () => {
  const value = {
    result: [{ id: 'x' }],
    'a.b': 1,
    a: { b: 2 },
    'Raw Output': { 'Content-Type': 'json' },
    none: null,
  }

  it.each([
    ['result.0.id', 'x'],
    ['a.b', 1],
    ['Raw Output.Content-Type', 'json'],
    ['none', null],
    ['none.deeper', null],
    ['result.1.id', null],
    ['result.-1', null],
    ['result.length', null],
    ['missing', null],
    ['result.0.id.length', null],
  ])('reads %s', (path, expected) => {
    expect(getPath(value, path)).toEqual(expected)
  })

  it('answers the value itself for an empty path', () => {
    expect(getPath(value, '')).toBe(value)
    expect(getPath([{ type: 'x' }], '0.type')).toBe('x')
    expect(getPath('text', 'length')).toBe(null)
  })

  it('sees own properties only', () => {
    for (const path of [
      'constructor',
      '__proto__',
      'constructor.prototype',
      'toString.name',
      'a.__proto__.b',
    ]) {
      expect(getPath({ a: {} }, path)).toBe(null)
    }
    expect(getPath(JSON.parse('{"__proto__":{"x":1}}') as Json, '__proto__.x')).toBe(1)
  })
})

describe('setPath', () => {
  it.each<[JsonObject, string, JsonObject]>([
    [{}, 'a', { a: 1 }],
    [{}, 'a.b', { a: { b: 1 } }],
    [{}, 'a.1.b', { a: [null, { b: 1 }] }],
    [{ a: [0, 0] }, 'a.1', { a: [0, 1] }],
    [{ a: { 0: 'x' } }, 'a.0', { a: { 0: 1 } }],
    [{ a: 'text' }, 'a.b', { a: { b: 1 } }],
    [{ 'a.b': 0 }, 'a.b', { 'a.b': 1 }],
  ])('writes 1 into %j at %s', (object, path, expected) => {
    const before = structuredClone(object)
    expect(setPath(object, path, 1)).toEqual(expected)
    expect(object).toEqual(before)
  })

  it('refuses an empty path, a key inside a list and a huge index', () => {
    for (const path of ['', 'list.name', 'list.4294967295', 'new.999999999']) {
      expect(() => setPath({ list: [] }, path, 1)).toThrow(expect.objectContaining({ code: 'path_invalid' }))
    }
  })

  it('gives back what it wrote, keeps the rest, and never touches a prototype', () => {
    const untouched = Object.getOwnPropertyNames(Object.prototype)
    fc.assert(
      fc.property(
        fc.dictionary(key, json),
        fc.array(key, { minLength: 1, maxLength: 4 }),
        json,
        (object, keys, value) => {
          const path = keys.join('.')
          let written: JsonObject
          try {
            written = setPath(object, path, value)
          } catch (error) {
            expect(error).toMatchObject({ code: 'path_invalid' })
            return
          }
          expect(getPath(written, path)).toEqual(value)
          expect(Object.getPrototypeOf(written)).toBe(Object.prototype)
          for (const other of Object.keys(object)) {
            if (other !== keys[0]) expect(getPath(written, other)).toBe(getPath(object, other))
          }
          expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(untouched)
        },
      ),
    )
    expect(({} as JsonObject)['polluted']).toBe(undefined)
  })
})
